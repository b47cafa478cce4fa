package io.otherwise.show;

import io.otherwise.explain.Image;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How the cells of one column are written.
 *
 * @param decimals of its numbers; negative where powers of ten are needed
 */
record Cells(int decimals, boolean whole, boolean numeric, int digits, int pixels) {
  private static final String MISSING = "\u2013";

  static Cells of(TableView.Column column, int digits, int pixels) {
    List<Object> values =
        column.cells().stream()
            .map(Cells::plain)
            .filter(value -> value != null && !(value instanceof TableView.Section))
            .toList();
    boolean numeric =
        !values.isEmpty()
            && values.stream().allMatch(v -> v instanceof Number || v instanceof Figure);
    boolean whole =
        values.stream()
            .noneMatch(v -> v instanceof Double || v instanceof Float || v instanceof Figure);
    DoubleSummaryStatistics sizes = sizes(values, Cells::size);
    if (sizes.getCount() == 0) {
      sizes = sizes(values, Cells::upper);
    }
    int decimals =
        sizes.getCount() == 0 ? 0 : Numbers.decimals(sizes.getMin(), sizes.getMax(), digits);
    return new Cells(decimals, whole, numeric, digits, pixels);
  }

  /** One for each column. */
  static List<Cells> of(TableView view) {
    return view.columns().stream().map(c -> of(c, view.digits(), view.pixels())).toList();
  }

  private static DoubleSummaryStatistics sizes(List<Object> values, ToDoubleFunction<Object> size) {
    return values.stream()
        .mapToDouble(size)
        .filter(each -> each > 0 && Double.isFinite(each))
        .summaryStatistics();
  }

  /** What a cell asks of its column's decimals: NaN asks nothing. */
  private static double size(Object value) {
    if (value instanceof Figure figure) {
      return figure.numeric() ? Math.abs(figure.value()) : Double.NaN;
    }
    return value instanceof Number number ? Math.abs(number.doubleValue()) : Double.NaN;
  }

  /** The same for a column of zeros, which are certain of nothing but their intervals. */
  private static double upper(Object value) {
    return value instanceof Figure figure && figure.numeric() ? figure.high() : Double.NaN;
  }

  /** The content of the cell, escaped. */
  String html(Object cell) {
    Object value = plain(cell);
    if (value instanceof Image image) {
      int side = pixels == 0 ? Pixels.natural(image) : pixels;
      return Pixels.element(image, side, image.id(), "");
    }
    if (value instanceof Figure figure) {
      return figure.html(this::number);
    }
    return value instanceof Shown shown ? shown.toHtml().html() : Html.escaped(text(value));
  }

  /** The content of the cell for LaTeX. */
  String latex(Object cell) {
    return plain(cell) instanceof Figure figure
        ? figure.latex(this::number)
        : Latex.escaped(line(cell));
  }

  /** The content of the cell for Markdown. */
  String markdown(Object cell) {
    return plain(cell) instanceof Figure figure
        ? figure.markdown(this::number)
        : TableMarkdown.escaped(line(cell));
  }

  /** The first line: a picture or chart in a cell may have several, a row has one. */
  String line(Object cell) {
    return text(cell).lines().findFirst().orElse("");
  }

  /** The content of the cell in one line. */
  String text(Object cell) {
    Object value = plain(cell);
    if (value == null) {
      return MISSING;
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    } else if (value instanceof Duration time) {
      return Numbers.time(time);
    } else if (value instanceof Mark mark) {
      return mark.sign();
    } else if (value instanceof Image image) {
      return image.id();
    } else if (value instanceof Figure figure) {
      return figure.text(this::number);
    } else if (value instanceof TableView.Section section) {
      return section.title();
    }
    return value instanceof Shown shown ? shown.toHtml().text() : value.toString();
  }

  private String number(Number number) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return MISSING;
    }
    if (whole || !Double.isFinite(value)) {
      return number.toString();
    }
    return decimals < 0 ? Numbers.power(value, digits) : Numbers.fixed(value, decimals);
  }

  private static Object plain(Object cell) {
    return cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
  }
}
