package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;

class GroupedBarChartTest {
  private static final Map<String, Double> TRUTH = Map.of("young", .2, "male", -.5, "hat", .1);

  private static GroupedBarChart chart() {
    Map<String, Map<String, Double>> found = new LinkedHashMap<>();
    found.put("DiME", Map.of("young", .3, "male", -.2, "hat", Double.NaN));
    found.put("LDCE", Map.of("young", .1, "male", -.6, "hat", 0.0));
    return Charts.correlations("smile", TRUTH, found);
  }

  @Test
  void the_strongest_attributes_come_first_whatever_their_sign() {
    assertEquals(List.of("male", "young", "hat"), chart().names());
    assertEquals("correlation with smile", chart().yLabel());
  }

  @Test
  void the_truth_stands_before_what_methods_found() {
    List<GroupedBarChart.Group> groups = chart().groups();
    assertEquals(
        List.of("in the data", "DiME", "LDCE"),
        groups.stream().map(GroupedBarChart.Group::name).toList());
    assertEquals(List.of(-.5, .2, .1), groups.get(0).values());
    assertEquals(List.of(-.6, .1, 0.0), groups.get(2).values());
  }

  @Test
  void what_is_not_defined_has_no_bar_and_says_so() {
    CategorySeries dime = chart().chart().getSeriesMap().get("DiME");
    assertNull(new ArrayList<>(dime.getYData()).get(2));
    String text = chart().toHtml().text();
    assertTrue(text.contains("hat: in the data 0.100 DiME \u2013 LDCE 0"), text);
  }

  @Test
  void bars_grow_from_zero_up_and_down() {
    CategoryChart drawn = chart().chart();
    assertTrue(drawn.getStyler().getYAxisMin() < -.6);
    assertTrue(drawn.getStyler().getYAxisMax() > .3);
    GroupedBarChart up = GroupedBarChart.of("", "y", List.of("a")).group("g", .5);
    assertEquals(0.0, up.chart().getStyler().getYAxisMin());
    GroupedBarChart down = GroupedBarChart.of("", "y", List.of("a")).group("g", -.5);
    assertEquals(0.0, down.chart().getStyler().getYAxisMax());
    assertEquals(-1.0, up.yRange(-1, 1).chart().getStyler().getYAxisMin());
  }

  @Test
  void groups_differ_in_lightness() {
    List<CategorySeries> drawn = List.copyOf(chart().chart().getSeriesMap().values());
    for (int i = 0; i < drawn.size(); i++) {
      for (int j = 0; j < i; j++) {
        double apart = lightness(drawn.get(i)) - lightness(drawn.get(j));
        assertTrue(Math.abs(apart) > 50, i + " and " + j + " are " + apart + " apart");
      }
    }
  }

  private static double lightness(CategorySeries series) {
    Color c = series.getFillColor();
    return .299 * c.getRed() + .587 * c.getGreen() + .114 * c.getBlue();
  }

  @Test
  void long_names_are_written_aslant() {
    assertEquals(0, chart().chart().getStyler().getXAxisLabelRotation());
    assertTrue(chart().size(100, 200).chart().getStyler().getXAxisLabelRotation() > 0);
  }

  @Test
  void it_is_drawn_as_pixels_and_lines() {
    Image png = Image.decode("png", chart().size(300, 200).png());
    assertEquals(600, png.width());
    assertTrue(chart().svg().contains("<svg"));
  }

  @Test
  void attributes_without_a_figure_and_impossible_ones_are_refused() {
    Map<String, Map<String, Double>> typo = Map.of("m", Map.of("yung", .1, "male", .1, "hat", .1));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Charts.correlations("smile", TRUTH, typo));
    assertTrue(e.getMessage().contains("m has none for young; did you mean yung"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Charts.correlations("smile", Map.of("hat", 1.5), Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> Charts.correlations("smile", Map.of(), Map.of()));
  }

  @Test
  void twins_missing_bars_and_too_many_groups_are_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> GroupedBarChart.of("", "y", List.of("a", "a")));
    GroupedBarChart one = GroupedBarChart.of("", "y", List.of("a"));
    assertThrows(IllegalArgumentException.class, () -> one.group("g", 1, 2));
    assertThrows(IllegalStateException.class, one::chart);
    GroupedBarChart five =
        one.group("1", 1).group("2", 1).group("3", 1).group("4", 1).group("5", 1);
    assertThrows(IllegalArgumentException.class, () -> five.group("6", 1));
  }
}
