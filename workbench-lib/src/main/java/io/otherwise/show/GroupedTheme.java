package io.otherwise.show;

import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

/** How {@link GroupedBarChart} is drawn. */
final class GroupedTheme {
  /** Even steps of lightness, so that a print without colour tells them apart. */
  private static final List<Color> FILLS =
      List.of(
          new Color(0x1f2328),
          new Color(0x3f88b8),
          new Color(0xf0b04a),
          new Color(0xd5e3ee),
          new Color(0x7a4b6b));

  /** From this length on names are written aslant. */
  private static final int PIXELS_PER_LETTER = 8;

  private GroupedTheme() {}

  static CategoryChart chart(GroupedBarChart plan) {
    if (plan.groups().isEmpty()) {
      throw new IllegalStateException(
          "a bar chart is drawn from at least one group, but has none; add one with group(name,"
              + " values)");
    }
    CategoryChart chart = new CategoryChart(plan.width(), plan.height());
    Theme.titles(chart, plan.title(), "", plan.yLabel());
    Theme.legendBelow(chart.getStyler(), plan.groups().size() > 1);
    chart.getStyler().setAvailableSpaceFill(.75);
    int longest = plan.names().stream().mapToInt(String::length).max().orElse(0);
    if (longest * PIXELS_PER_LETTER * plan.names().size() > plan.width() - 70) {
      chart.getStyler().setXAxisLabelRotation(35);
    }
    List<Double> range = plan.yRange().isEmpty() ? fitted(plan) : plan.yRange();
    chart.getStyler().setYAxisMin(range.get(0)).setYAxisMax(range.get(1));
    for (int i = 0; i < plan.groups().size(); i++) {
      GroupedBarChart.Group group = plan.groups().get(i);
      // XChart leaves a bar out where the number is missing.
      List<Double> values = group.values().stream().map(v -> v.isNaN() ? null : v).toList();
      CategorySeries series = chart.addSeries(group.name(), plan.names(), values);
      series.setFillColor(FILLS.get(i));
    }
    return chart;
  }

  private static List<Double> fitted(GroupedBarChart plan) {
    double[] all =
        plan.groups().stream()
            .flatMap(group -> group.values().stream())
            .mapToDouble(v -> v)
            .filter(v -> !Double.isNaN(v))
            .toArray();
    double low = Math.min(0, DoubleStream.of(all).min().orElse(0));
    double high = Math.max(0, DoubleStream.of(all).max().orElse(0));
    double air = low == high ? 1 : .06 * (high - low);
    return List.of(low == 0 ? 0 : low - air, high == 0 && low < 0 ? 0 : high + air);
  }
}
