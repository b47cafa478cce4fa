package io.otherwise.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.CategoryChart;

/**
 * Bars side by side for each of some names, told apart by lightness. An immutable value; {@link
 * #chart} gives the XChart for finishing touches.
 *
 * @param names along the horizontal axis
 * @param yRange lowest and highest y; empty fits the data and 0
 * @param width in CSS pixels
 * @param height in CSS pixels
 */
public record GroupedBarChart(
    String title,
    String yLabel,
    List<String> names,
    List<Group> groups,
    List<Double> yRange,
    int width,
    int height)
    implements ChartDrawing {
  /** The most groups whose greys can be told apart. */
  static final int MOST = 5;

  /**
   * Bars of one kind.
   *
   * @param values one for each name; NaN leaves the bar out
   */
  public record Group(String name, List<Double> values) {
    public Group {
      Objects.requireNonNull(name, "name");
      values = List.copyOf(values);
    }
  }

  public GroupedBarChart {
    names = List.copyOf(names);
    groups = List.copyOf(groups);
    yRange = Charts.checkedRange(yRange);
    Charts.checkSize(width, height);
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "bars stand over different names, at least one, but were asked for over %s; rename the others"
              .formatted(names));
    }
    if (groups.size() > MOST) {
      throw new IllegalArgumentException(
          "up to %s groups of bars can be told apart, but there are %s; draw two charts"
              .formatted(MOST, groups.size()));
    }
    for (Group group : groups) {
      if (group.values().size() != names.size()) {
        throw new IllegalArgumentException(
            "a group has one bar for each name, but %s has %s for %s names; fill it with NaN"
                .formatted(group.name(), group.values().size(), names.size()));
      }
    }
  }

  /** A chart without bars. */
  public static GroupedBarChart of(String title, String yLabel, List<String> names) {
    return new GroupedBarChart(title, yLabel, names, List.of(), List.of(), 700, 360);
  }

  /** The same with one more group, a value for each name. */
  public GroupedBarChart group(String name, double... values) {
    List<Group> more = new ArrayList<>(groups);
    more.add(new Group(name, Arrays.stream(values).boxed().toList()));
    return new GroupedBarChart(title, yLabel, names, more, yRange, width, height);
  }

  /** The same with a fixed vertical axis. */
  public GroupedBarChart yRange(double low, double high) {
    return new GroupedBarChart(title, yLabel, names, groups, List.of(low, high), width, height);
  }

  /** The same at another size in CSS pixels. */
  public GroupedBarChart size(int newWidth, int newHeight) {
    return new GroupedBarChart(title, yLabel, names, groups, yRange, newWidth, newHeight);
  }

  /**
   * A new XChart that may be changed further.
   *
   * @throws IllegalStateException if there is no bar yet
   */
  @Override
  public CategoryChart chart() {
    return GroupedTheme.chart(this);
  }

  @Override
  public Html toHtml() {
    StringBuilder words = new StringBuilder(title.isEmpty() ? yLabel : title + ", " + yLabel);
    for (int i = 0; i < names.size(); i++) {
      words.append("%n  %s:".formatted(names.get(i)));
      for (Group group : groups) {
        double value = group.values().get(i);
        String number = Double.isNaN(value) ? "\u2013" : Numbers.significant(value, 3);
        words.append(" %s %s".formatted(group.name(), number));
      }
    }
    return new Html(Charts.html(chart()).html(), words.toString());
  }
}
