package io.otherwise.show;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as HTML with rules above, below and under the head, as books set it. */
final class TableHtml {
  private static final String RULE = "solid #57606a;";

  private TableHtml() {}

  static Html of(TableView view) {
    List<Cells> formats = Cells.of(view);
    StringBuilder html =
        new StringBuilder(view.title().isEmpty() ? "" : Layout.heading(view.title()));
    html.append("<table style=\"border-collapse:collapse;font-size:13px;margin:0 0 4px;")
        .append("border-top:1.5px ")
        .append(RULE)
        .append("border-bottom:1.5px ")
        .append(RULE)
        .append("\">\n<thead>")
        .append(head(view, formats))
        .append("</thead>\n<tbody>\n");
    int drawn = Math.min(view.limit(), view.rows());
    for (int row = 0; row < drawn; row++) {
      html.append(row(view, formats, row));
    }
    html.append("</tbody></table>\n");
    if (drawn < view.rows()) {
      html.append(Layout.note(left(view)));
    }
    return new Html(html.toString(), text(view, formats));
  }

  private static String head(TableView view, List<Cells> formats) {
    String style = "border:none;border-bottom:1px " + RULE;
    return IntStream.range(0, formats.size())
        .mapToObj(i -> cell("th", style, formats.get(i), heading(view.columns().get(i).heading())))
        .collect(
            Collectors.joining("", "<tr style=\"background:none;vertical-align:top\">", "</tr>"));
  }

  private static String heading(List<String> lines) {
    StringBuilder html = new StringBuilder(Html.escaped(lines.get(0)));
    for (String line : lines.subList(1, lines.size())) {
      html.append("<br><span style=\"font-size:11px;font-weight:normal;color:#57606a\">")
          .append(Html.escaped(line))
          .append("</span>");
    }
    return html.toString();
  }

  private static String section(TableView.Section section, int columns) {
    return ("<tr style=\"background:none\"><td colspan=\"%s\" style=\"border:none;background:none;"
            + "border-top:1px %spadding:5px 12px 2px;text-align:left\"><i>%s</i></td></tr>%n")
        .formatted(columns, RULE, Html.escaped(section.title()));
  }

  private static String row(TableView view, List<Cells> formats, int row) {
    if (view.columns().get(0).cells().get(row) instanceof TableView.Section section) {
      return section(section, formats.size());
    }
    // Figures have small print below them; words beside them stand at the height of the number.
    boolean figures =
        view.columns().stream().anyMatch(column -> column.cells().get(row) instanceof Figure);
    String start =
        "<tr style=\"background:none%s\">".formatted(figures ? ";vertical-align:top" : "");
    return IntStream.range(0, formats.size())
        .mapToObj(
            i -> {
              Cells format = formats.get(i);
              return cell(
                  "td", Layout.BARE, format, format.html(view.columns().get(i).cells().get(row)));
            })
        .collect(Collectors.joining("", start, "</tr>\n"));
  }

  private static String cell(String tag, String style, Cells format, String content) {
    String align = format.numeric() ? "right" : "left";
    return "<%1$s align=\"%2$s\" style=\"%3$spadding:3px 12px;text-align:%2$s\">%4$s</%1$s>"
        .formatted(tag, align, style, content);
  }

  private static String left(TableView view) {
    return "The first %s of %s rows.".formatted(view.limit(), view.rows());
  }

  /** Columns padded to their widest cell. */
  private static String text(TableView view, List<Cells> formats) {
    int drawn = Math.min(view.limit(), view.rows());
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < formats.size(); i++) {
      columns.add(padded(view.columns().get(i), formats.get(i), drawn));
    }
    List<String> lines = new ArrayList<>();
    if (!view.title().isEmpty()) {
      lines.add(view.title());
    }
    for (int row = 0; row <= drawn; row++) {
      int at = row;
      lines.add(
          columns.stream().map(c -> c.get(at)).collect(Collectors.joining("  ")).stripTrailing());
    }
    if (drawn < view.rows()) {
      lines.add(left(view));
    }
    return String.join("\n", lines);
  }

  private static List<String> padded(TableView.Column column, Cells format, int rows) {
    List<String> all = new ArrayList<>(List.of(String.join(", ", column.heading())));
    column.cells().stream().limit(rows).forEach(c -> all.add(format.line(c)));
    int width = all.stream().mapToInt(String::length).max().orElse(0);
    return all.stream()
        .map(
            text -> {
              String gap = " ".repeat(width - text.length());
              return format.numeric() ? gap + text : text + gap;
            })
        .toList();
  }
}
