package io.otherwise.show;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as GitHub writes it in Markdown. */
final class TableMarkdown {
  private TableMarkdown() {}

  static String of(TableView view) {
    List<Cells> formats = Cells.of(view);
    StringBuilder out = new StringBuilder();
    if (!view.title().isEmpty()) {
      out.append("**").append(escaped(view.title())).append("**\n\n");
    }
    out.append(view.columns().stream().map(column -> heading(column.heading())).collect(line()));
    out.append(formats.stream().map(f -> f.numeric() ? "--:" : ":--").collect(line()));
    for (int row = 0; row < view.rows(); row++) {
      int at = row;
      out.append(
          IntStream.range(0, formats.size())
              .mapToObj(i -> cell(formats.get(i), view.columns().get(i).cells().get(at)))
              .collect(line()));
    }
    return out.toString();
  }

  private static String heading(List<String> lines) {
    return lines.stream().map(TableMarkdown::escaped).collect(Collectors.joining("<br>"));
  }

  private static String cell(Cells format, Object cell) {
    // Markdown has no cell over all columns; the others stay empty.
    return cell instanceof TableView.Section section
        ? section.title().isEmpty() ? "" : "*" + escaped(section.title()) + "*"
        : format.markdown(cell);
  }

  private static Collector<CharSequence, ?, String> line() {
    return Collectors.joining(" | ", "| ", " |\n");
  }

  static String escaped(String raw) {
    return raw.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
  }
}
