package io.otherwise.show;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as a LaTeX tabular with the rules of the package booktabs. */
final class TableLatex {
  private TableLatex() {}

  static String of(TableView view) {
    List<Cells> formats = Cells.of(view);
    String alignment =
        formats.stream().map(f -> f.numeric() ? "r" : "l").collect(Collectors.joining());
    StringBuilder out = new StringBuilder(Latex.comment(view.title()));
    out.append("% needs \\usepackage{booktabs}\n");
    out.append("\\begin{tabular}{").append(alignment).append("}\n\\toprule\n");
    out.append(line(view, TableLatex::name));
    if (view.columns().stream().anyMatch(column -> !detail(column).isEmpty())) {
      out.append(line(view, TableLatex::detail));
    }
    out.append("\\midrule\n");
    for (int row = 0; row < view.rows(); row++) {
      out.append(row(view, formats, row));
    }
    return out.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String row(TableView view, List<Cells> formats, int row) {
    if (view.columns().get(0).cells().get(row) instanceof TableView.Section section) {
      return "\\midrule\n\\multicolumn{%s}{l}{\\emph{%s}} \\\\\n"
          .formatted(formats.size(), Latex.escaped(section.title()));
    }
    return IntStream.range(0, formats.size())
            .mapToObj(i -> formats.get(i).latex(view.columns().get(i).cells().get(row)))
            .collect(Collectors.joining(" & "))
        + " \\\\\n";
  }

  private static String line(TableView view, Function<TableView.Column, String> cell) {
    return view.columns().stream().map(cell).collect(Collectors.joining(" & ")) + " \\\\\n";
  }

  private static String name(TableView.Column column) {
    return Latex.escaped(column.heading().get(0));
  }

  private static String detail(TableView.Column column) {
    List<String> heading = column.heading();
    String detail = String.join(", ", heading.subList(1, heading.size()));
    return detail.isEmpty() ? "" : "{\\scriptsize " + Latex.escaped(detail) + "}";
  }
}
