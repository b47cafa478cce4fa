package io.otherwise.kernel.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.otherwise.kernel.notebook.NotebookFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Renders an executed notebook as one HTML file: pictures, fonts and styles inside, no script, no
 * network, fit for print.
 *
 * @param notebook where the notebook lies: its folder is where relative pictures are looked for,
 *     its name is the title of a page without a heading
 */
public record HtmlPage(Path notebook) {
  private static final int SHORTEST_CONTENTS = 3;

  /** The whole page. */
  public String render(NotebookFile executed) {
    Formulas formulas = new Formulas();
    MarkdownHtml markdown = new MarkdownHtml(formulas);
    OutputHtml outputs = new OutputHtml(markdown, formulas);
    StringBuilder body = new StringBuilder();
    boolean java = isJava(executed);
    for (JsonObject cell : executed.cells()) {
      switch (NotebookFile.type(cell)) {
        case "markdown" -> body.append(text(cell, markdown));
        case "code" -> body.append(code(cell, outputs, java));
        default -> {
          // Raw cells are meant for other converters.
        }
      }
    }
    List<Heading> headings = markdown.headings();
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s%s</style>
        </head>
        <body>
        %s<main>
        %s</main>
        </body>
        </html>
        """
        .formatted(Html.escape(title(headings)), style(), formulas.css(), contents(headings), body);
  }

  private String text(JsonObject cell, MarkdownHtml markdown) {
    JsonObject attachments =
        cell.get("attachments") instanceof JsonObject object ? object : new JsonObject();
    String html = markdown.render(NotebookFile.source(cell));
    return "<section class=\"text\">\n%s</section>%n"
        .formatted(new InlineImages(notebook.toAbsolutePath().getParent()).in(html, attachments));
  }

  private static String code(JsonObject cell, OutputHtml outputs, boolean java) {
    String source = NotebookFile.source(cell).stripTrailing();
    if (source.isEmpty()) {
      return "";
    }
    String count = count(cell);
    StringBuilder html = new StringBuilder("<section class=\"code\">\n");
    html.append("<div class=\"prompt\">In&nbsp;[%s]</div>%n".formatted(count));
    html.append(
        "<pre class=\"source\"><code>%s</code></pre>%n"
            .formatted(java ? JavaColours.of(source) : Html.escape(source)));
    for (JsonElement output : NotebookFile.outputs(cell)) {
      JsonObject object = output.getAsJsonObject();
      boolean result = object.get("output_type").getAsString().equals("execute_result");
      html.append(
          "<div class=\"prompt\">%s</div>%n".formatted(result ? "Out&nbsp;[" + count + "]" : ""));
      html.append("<div class=\"output\">%s</div>%n".formatted(outputs.render(object)));
    }
    return html.append("</section>\n").toString();
  }

  private static String count(JsonObject cell) {
    JsonElement count = cell.get("execution_count");
    return count == null || count.isJsonNull() ? "&nbsp;" : count.getAsString();
  }

  private static boolean isJava(NotebookFile executed) {
    return executed.metadata().get("kernelspec") instanceof JsonObject spec
        && spec.has("language")
        && spec.get("language").getAsString().equals("java");
  }

  private String title(List<Heading> headings) {
    return headings.stream()
        .filter(heading -> heading.level() == 1)
        .map(Heading::text)
        .findFirst()
        .orElse(notebook.getFileName().toString().replaceFirst("\\.ipynb$", ""));
  }

  private static String contents(List<Heading> headings) {
    List<Heading> listed = headings.stream().filter(h -> h.level() == 2 || h.level() == 3).toList();
    if (listed.size() < SHORTEST_CONTENTS) {
      return "";
    }
    StringBuilder html =
        new StringBuilder("<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ul>\n");
    listed.forEach(heading -> html.append(heading.link()));
    return html.append("</ul>\n</nav>\n").toString();
  }

  private static String style() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
