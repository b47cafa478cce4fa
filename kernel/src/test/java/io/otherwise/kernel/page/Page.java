package io.otherwise.kernel.page;

import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of text: a Markdown file, or the Markdown cells of a notebook.
 *
 * @param headings in their order, with the anchors that links lead to
 * @param links as they are written, pictures too
 */
record Page(Path file, String markdown, List<Heading> headings, List<String> links) {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern NUMBERED = Pattern.compile("(\\d+)\\. .*");

  static Page read(Path file) throws IOException {
    String markdown =
        file.toString().endsWith(".ipynb")
            ? NotebookFile.read(file).cells().stream()
                .filter(cell -> NotebookFile.type(cell).equals("markdown"))
                .map(NotebookFile::source)
                .collect(Collectors.joining("\n\n"))
            : Files.readString(file);
    MarkdownHtml html = new MarkdownHtml(new Formulas());
    // Formulas are dear to draw and have no links: without their dollars they are text.
    String rendered = html.render(markdown.replace("$", ""));
    List<String> links = LINK.matcher(rendered).results().map(found -> found.group(1)).toList();
    return new Page(file, markdown, html.headings(), links);
  }

  /** The same text at another place. */
  Page at(Path place) {
    return new Page(place, markdown, headings, links);
  }

  /**
   * The links of this page to files of the project or to headings that are not there.
   *
   * @param pages that were read before; more are added
   */
  List<String> broken(Map<Path, Page> pages) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : links) {
      if (!link.contains(":") && !leads(link, pages)) {
        broken.add(link);
      }
    }
    return broken;
  }

  private boolean leads(String link, Map<Path, Page> pages) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (hash < 0 || !Files.isRegularFile(target)) {
      return hash < 0 && Files.exists(target);
    }
    String anchor = link.substring(hash + 1);
    if (!target.equals(file) && !pages.containsKey(target)) {
      pages.put(target, read(target));
    }
    List<Heading> there = target.equals(file) ? headings : pages.get(target).headings();
    return there.stream().anyMatch(heading -> heading.id().equals(anchor));
  }

  /** What is wrong with the numbers before headings of level 2: they count up from 1. */
  List<String> misnumbered() {
    List<String> wrong = new ArrayList<>();
    int next = 1;
    for (Heading heading : headings) {
      var number = NUMBERED.matcher(heading.text());
      if (heading.level() == 2 && number.matches()) {
        if (Integer.parseInt(number.group(1)) != next) {
          wrong.add(heading.text() + " should be number " + next);
        }
        next++;
      }
    }
    return wrong;
  }
}
