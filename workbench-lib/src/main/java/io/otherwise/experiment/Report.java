package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.show.CounterfactualSheet;
import io.otherwise.show.Drawing;
import io.otherwise.show.Html;
import io.otherwise.show.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Results on one page, with the files that a paper and a spreadsheet need beside it. An immutable
 * value:
 *
 * <pre>{@code
 * Report.of("LDCE on faces").provenance(provenance).table(table).chart(chart).sheet(answers)
 *     .note("One query in ten shows no cue.").writeTo(folder)
 * }</pre>
 *
 * @param provenance what made the results, in lines
 * @param parts in their order on the page
 */
public record Report(String title, String provenance, List<Shown> parts) implements Shown {
  private static final String STYLE =
      "body{font-family:sans-serif;color:#1f2328;max-width:1100px;margin:24px auto;padding:0 16px}"
          + "section{margin:0 0 28px;overflow-x:auto}pre{font-size:12px;color:#57606a}"
          + "h1{font-size:22px}p{max-width:70em}";

  public Report {
    Objects.requireNonNull(provenance, "provenance");
    parts = List.copyOf(parts);
    if (title.isBlank()) {
      throw new IllegalArgumentException(
          "a report has a title, but it was blank; say what was measured");
    }
  }

  /** A report without parts. */
  public static Report of(String title) {
    return new Report(title, "", List.of());
  }

  /** The same with the record of all that made the results. */
  public Report provenance(Provenance record) {
    return provenance(record.toJson());
  }

  /** The same with what made the results, in words. */
  public Report provenance(String words) {
    return new Report(title, words, parts);
  }

  /** The same with one more table, which is also saved as LaTeX and CSV. */
  public Report table(MetricTable table) {
    return part(table);
  }

  /** The same with one more chart, which is also saved as SVG and PNG. */
  public Report chart(Drawing chart) {
    return part(chart);
  }

  /** The same with the first twenty answers as pictures, failures included. */
  public Report sheet(Counterfactuals answers) {
    return part(CounterfactualSheet.of(answers));
  }

  /** The same with one more paragraph. */
  public Report note(String words) {
    return part(Html.of(words));
  }

  /** The same with anything that can be shown, such as a grid of pictures. */
  public Report part(Shown shown) {
    List<Shown> more = new ArrayList<>(parts);
    more.add(Objects.requireNonNull(shown, "shown"));
    return new Report(title, provenance, more);
  }

  /**
   * Writes {@code report.html}, which needs no other file, and beside it for each table {@code
   * table-1.tex}, {@code table-1.csv} and {@code table-1-per-image.csv}, for each chart {@code
   * chart-1.svg} and {@code chart-1.png}. Everything is made before the first file is written, and
   * each file is there in full or not at all.
   *
   * @return the page
   * @throws java.io.UncheckedIOException if a file cannot be written
   */
  public Path writeTo(Path folder) {
    files().forEach((name, bytes) -> AtomicFile.write(folder.resolve(name), bytes));
    return folder.resolve("report.html");
  }

  /** The content of each file by its name; the page comes last, when all it stands for is there. */
  private Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    int tables = 0;
    int charts = 0;
    for (Shown part : parts) {
      if (part instanceof MetricTable table) {
        String name = "table-" + ++tables;
        files.put(name + ".tex", (comments() + table.latex()).getBytes(UTF_8));
        files.put(name + ".csv", table.csv().getBytes(UTF_8));
        files.put(name + "-per-image.csv", MetricTableData.csv(table.perImage()).getBytes(UTF_8));
      } else if (part instanceof Drawing chart) {
        String name = "chart-" + ++charts;
        files.put(name + ".svg", chart.svg().getBytes(UTF_8));
        files.put(name + ".png", chart.png());
      }
    }
    files.put("report.html", page().getBytes(UTF_8));
    return files;
  }

  private String comments() {
    return MetricTableLook.comments(List.of(title, provenance));
  }

  /** A whole HTML page; pictures are inside. */
  public String page() {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title><style>%s</style></head>
        <body>
        %s
        </body>
        </html>
        """
        .formatted(Html.escaped(title), STYLE, toHtml().html());
  }

  @Override
  public Html toHtml() {
    StringBuilder html = new StringBuilder("<h1>" + Html.escaped(title) + "</h1>\n");
    StringBuilder text = new StringBuilder(title);
    for (Shown part : parts) {
      Html shown = part.toHtml();
      html.append("<section>\n").append(shown.html()).append("\n</section>\n");
      text.append("\n\n").append(shown.text());
    }
    if (!provenance.isBlank()) {
      html.append("<details><summary>Provenance</summary><pre>")
          .append(Html.escaped(provenance))
          .append("</pre></details>\n");
      text.append("\n\n").append(provenance);
    }
    return new Html(html.toString(), text.toString());
  }
}
