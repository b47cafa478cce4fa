package io.otherwise.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.XYChart;

/**
 * Measured points with their intervals, told apart by marker, dash and colour. An immutable value;
 * {@link #chart} gives the XChart for finishing touches.
 *
 * @param yRange lowest and highest y; empty fits the data
 * @param namesBeside writes names beside points instead of into a legend
 * @param width in CSS pixels
 * @param height in CSS pixels
 */
public record PointChart(
    String title,
    String xLabel,
    String yLabel,
    List<Series> series,
    List<Double> yRange,
    boolean namesBeside,
    int width,
    int height)
    implements ChartDrawing {
  /**
   * Points that belong together.
   *
   * @param joined by a line, in their order
   */
  public record Series(String name, List<Estimate> points, boolean joined) {
    public Series {
      points = List.copyOf(points);
      if (name.isBlank() || points.isEmpty()) {
        throw new IllegalArgumentException(
            "a series has a name and at least one point, but \"%s\" has %s; leave empty ones out"
                .formatted(name, points.size()));
      }
    }
  }

  public PointChart {
    Objects.requireNonNull(title, "title");
    series = List.copyOf(series);
    yRange = Charts.checkedRange(yRange);
    Charts.checkSize(width, height);
  }

  /** A chart without points. */
  public static PointChart of(String title, String xLabel, String yLabel) {
    return new PointChart(title, xLabel, yLabel, List.of(), List.of(), false, 620, 340);
  }

  /** The same with one more curve through measured points. */
  public PointChart curve(String name, List<Estimate> points) {
    return series(new Series(name, points, true));
  }

  /** The same with one more point. */
  public PointChart point(String name, Estimate point) {
    return series(new Series(name, List.of(point), false));
  }

  public PointChart series(Series one) {
    List<Series> more = new ArrayList<>(series);
    more.add(one);
    return new PointChart(title, xLabel, yLabel, more, yRange, namesBeside, width, height);
  }

  public PointChart title(String newTitle) {
    return new PointChart(newTitle, xLabel, yLabel, series, yRange, namesBeside, width, height);
  }

  /** The same with a fixed vertical axis. */
  public PointChart yRange(double low, double high) {
    return new PointChart(
        title, xLabel, yLabel, series, List.of(low, high), namesBeside, width, height);
  }

  /** The same with names beside the first point of each series. */
  public PointChart labelled() {
    return new PointChart(title, xLabel, yLabel, series, yRange, true, width, height);
  }

  /** The same at another size in CSS pixels. */
  public PointChart size(int newWidth, int newHeight) {
    return new PointChart(title, xLabel, yLabel, series, yRange, namesBeside, newWidth, newHeight);
  }

  /**
   * A new XChart that may be changed further.
   *
   * @throws IllegalStateException if there is no point yet
   */
  @Override
  public XYChart chart() {
    return PointTheme.chart(this);
  }

  @Override
  public Html toHtml() {
    StringBuilder words = new StringBuilder(title.isEmpty() ? "" : title + ", ");
    words.append(yLabel).append(" over ").append(xLabel);
    for (Series one : series) {
      words.append("%n  %s:".formatted(one.name()));
      one.points().forEach(p -> words.append(" ").append(words(p)));
    }
    return new Html(Charts.html(chart()).html(), words.toString());
  }

  private static String words(Estimate p) {
    String y = Numbers.significant(p.y(), 3);
    String interval =
        p.yLow() < p.yHigh()
            ? " [%s, %s]"
                .formatted(Numbers.significant(p.yLow(), 3), Numbers.significant(p.yHigh(), 3))
            : "";
    return "(%s, %s%s)".formatted(Numbers.significant(p.x(), 3), y, interval);
  }
}
