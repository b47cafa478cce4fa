package io.otherwise.show;

import io.otherwise.explain.Image;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the cells of one column are written.
 *
 * @param decimals of its numbers; negative where powers of ten are needed
 */
record Cells(int decimals, boolean whole, boolean numeric, int digits, int pixels) {
  private static final String MISSING = "\u2013";

  static Cells of(TableView.Column column, int digits, int pixels) {
    List<Object> values =
        column.cells().stream().map(Cells::plain).filter(Objects::nonNull).toList();
    boolean numeric = !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
    boolean whole = values.stream().noneMatch(v -> v instanceof Double || v instanceof Float);
    DoubleSummaryStatistics sizes =
        values.stream()
            .filter(Number.class::isInstance)
            .mapToDouble(v -> Math.abs(((Number) v).doubleValue()))
            .filter(size -> size > 0 && Double.isFinite(size))
            .summaryStatistics();
    int decimals =
        sizes.getCount() == 0 ? 0 : Numbers.decimals(sizes.getMin(), sizes.getMax(), digits);
    return new Cells(decimals, whole, numeric, digits, pixels);
  }

  /** The content of the cell, escaped. */
  String html(Object cell) {
    Object value = plain(cell);
    if (value instanceof Image image) {
      int side = pixels == 0 ? Pixels.natural(image) : pixels;
      return Pixels.element(image, side, image.id(), "");
    }
    return value instanceof Shown shown ? shown.toHtml().html() : Html.escaped(text(value));
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
