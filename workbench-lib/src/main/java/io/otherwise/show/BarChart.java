package io.otherwise.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;

/**
 * Bars with intervals. An immutable value; {@link #chart} gives the XChart for finishing touches.
 *
 * @param yRange lowest and highest y; empty starts at 0 and fits the data
 * @param width in CSS pixels
 * @param height in CSS pixels
 */
public record BarChart(
    String title, String yLabel, List<Bar> bars, List<Double> yRange, int width, int height)
    implements ChartDrawing {
  /**
   * One bar.
   *
   * @param low lower end of the interval; equal to {@code high} where there is none
   * @param high upper end
   */
  public record Bar(String name, double value, double low, double high) {
    public Bar {
      Objects.requireNonNull(name, "name");
      if (!(low <= high) || !Double.isFinite(value) || !Double.isFinite(high - low)) {
        throw new IllegalArgumentException(
            ("a bar has a finite value and an interval from low to high, but %s has %s, %s to %s; "
                    + "leave bars without data out")
                .formatted(name, value, low, high));
      }
    }
  }

  public BarChart {
    bars = List.copyOf(bars);
    yRange = Charts.checkedRange(yRange);
    Charts.checkSize(width, height);
    long names = bars.stream().map(Bar::name).distinct().count();
    if (names < bars.size()) {
      throw new IllegalArgumentException(
          "bars are told apart by their names, but among %s one occurs twice; rename it"
              .formatted(bars.stream().map(Bar::name).toList()));
    }
  }

  /** A chart without bars. */
  public static BarChart of(String title, String yLabel) {
    return new BarChart(title, yLabel, List.of(), List.of(), 620, 340);
  }

  /** The same with one more bar. */
  public BarChart bar(String name, double value) {
    return bar(name, value, value, value);
  }

  /** The same with one more bar and its interval. */
  public BarChart bar(String name, double value, double low, double high) {
    List<Bar> more = new ArrayList<>(bars);
    more.add(new Bar(name, value, low, high));
    return new BarChart(title, yLabel, more, yRange, width, height);
  }

  /** The same with a fixed vertical axis. */
  public BarChart yRange(double low, double high) {
    return new BarChart(title, yLabel, bars, List.of(low, high), width, height);
  }

  /** The same at another size in CSS pixels. */
  public BarChart size(int newWidth, int newHeight) {
    return new BarChart(title, yLabel, bars, yRange, newWidth, newHeight);
  }

  /**
   * A new XChart that may be changed further.
   *
   * @throws IllegalStateException if there is no bar yet
   */
  @Override
  public CategoryChart chart() {
    return Theme.chart(this);
  }

  @Override
  public Html toHtml() {
    StringBuilder words = new StringBuilder(title.isEmpty() ? yLabel : title + ", " + yLabel);
    for (Bar bar : bars) {
      words.append("%n  %s: %s".formatted(bar.name(), Numbers.significant(bar.value(), 3)));
      if (bar.low() < bar.high()) {
        words.append(
            " (%s to %s)"
                .formatted(Numbers.significant(bar.low(), 3), Numbers.significant(bar.high(), 3)));
      }
    }
    return new Html(Charts.html(chart()).html(), words.toString());
  }
}
