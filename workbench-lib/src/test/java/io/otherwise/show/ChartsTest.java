package io.otherwise.show;

import static io.otherwise.show.Answers.answer;
import static io.otherwise.show.Answers.ending;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.StepRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class ChartsTest {
  private static final double[] X = {0, 1, 2};

  @Test
  void one_answer_is_one_line_of_its_probabilities() {
    LineChart chart = Charts.targetProbability(answer(0, .1, .5, .9));
    assertEquals(1, chart.lines().size());
    assertEquals(0, chart.bands().size());
    assertEquals(
        List.of(new Point(0, .1), new Point(1, .5), new Point(2, .9)),
        chart.lines().get(0).points());
    assertEquals("p(smiling)", chart.yLabel());
  }

  @Test
  void the_axis_names_the_timestep_of_each_step() {
    LineChart chart = Charts.targetProbability(answer(0, .1, .5, .9));
    assertEquals(Map.of(0, "0 (100)", 1, "1 (90)", 2, "2 (80)"), chart.xNames());
  }

  @Test
  void many_answers_are_a_median_a_band_and_examples() {
    LineChart chart = Charts.targetProbability(ending(.2, .4, .6, .8, .9));
    List<LineChart.Line> lines = chart.lines();
    assertEquals(4, lines.size());
    assertEquals(LineChart.Look.EXAMPLE, lines.get(0).look());
    assertEquals(.6, lines.get(3).points().get(2).y(), 1e-12);
    assertEquals("middle 80 % of 5", chart.bands().get(0).name());
    assertEquals(.28, chart.bands().get(0).low().get(2).y(), 1e-12);
    assertEquals(.86, chart.bands().get(0).high().get(2).y(), 1e-12);
  }

  @Test
  void quantiles_interpolate_between_neighbours() {
    double[] sorted = {0, 10, 20, 30};
    assertEquals(0, Curves.quantile(sorted, 0));
    assertEquals(15, Curves.quantile(sorted, .5));
    assertEquals(30, Curves.quantile(sorted, 1));
    assertEquals(7, Curves.quantile(new double[] {7}, .3));
  }

  @Test
  void steps_that_did_not_ask_the_classifier_are_passed_over() {
    Counterfactual gap = answer(0, .1, .5, .9);
    List<StepRecord> trace = new ArrayList<>(gap.trace());
    trace.set(1, new StepRecord(1, 90, Double.NaN, 1));
    LineChart chart = Charts.targetProbability(gap.trace(trace));
    assertEquals(List.of(new Point(0, .1), new Point(2, .9)), chart.lines().get(0).points());
  }

  @Test
  void answers_without_a_trace_are_refused_in_one_sentence() {
    Counterfactuals bare = new Counterfactuals(List.of(answer(0)));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Charts.targetProbability(bare));
    assertTrue(e.getMessage().contains("p(target) in their traces"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Charts.compare(Map.of()));
  }

  @Test
  void settings_are_compared_in_the_given_order_and_look_different() {
    Map<String, Counterfactuals> settings = new LinkedHashMap<>();
    settings.put("45", ending(.9, .8));
    settings.put("90", ending(.5, .4));
    settings.put("180", ending(.3, .2));
    LineChart plan = Charts.compare(settings);
    assertEquals(
        List.of("45", "90", "180"), plan.lines().stream().map(LineChart.Line::name).toList());
    assertEquals(.85, plan.lines().get(0).points().get(2).y(), 1e-7);
    List<XYSeries> drawn = List.copyOf(plan.chart().getSeriesMap().values());
    assertNotEquals(drawn.get(0).getMarker(), drawn.get(1).getMarker());
    assertNotEquals(drawn.get(0).getLineColor(), drawn.get(1).getLineColor());
    assertTrue(drawn.get(0).getLineStyle().getDashArray() == null);
    assertTrue(drawn.get(1).getLineStyle().getDashArray() != null);
  }

  @Test
  void two_settings_also_show_their_middle_halves() {
    Map<String, Counterfactuals> settings =
        Map.of("a", ending(.9, .8, .7), "b", ending(.5, .4, .3));
    assertEquals(2, Charts.compare(settings).bands().size());
  }

  @Test
  void pictures_of_charts_have_twice_the_pixels() {
    XYChart chart = LineChart.of("t", "x", "y").line("a", 1, 2, 3).size(300, 200).chart();
    Image png = Image.decode("chart", Charts.png(chart));
    assertEquals(600, png.width());
    assertEquals(400, png.height());
    assertTrue(Charts.html(chart).html().contains("width=\"300\" height=\"200\""));
  }

  @Test
  void a_drawing_is_scalable() {
    String svg = LineChart.of("", "x", "y").line("a", 1, 2, 3).svg();
    assertTrue(svg.contains("<svg") && svg.contains("<path") && !svg.contains("<image"));
  }

  @Test
  void lines_are_drawn_with_their_data_and_ink() {
    LineChart chart = LineChart.of("", "x", "y").line("a", X, new double[] {1, 2, 3});
    XYSeries series = chart.chart().getSeriesMap().values().iterator().next();
    assertArrayEquals(new double[] {1, 2, 3}, series.getYData());
    Image one = Image.decode("one", chart.png());
    Image two = Image.decode("two", chart.line("b", X, new double[] {3, 2, 1}).png());
    assertTrue(!one.samePixels(two), "a second line must show");
  }

  @Test
  void bands_and_levels_are_part_of_the_drawing() {
    LineChart line = LineChart.of("", "x", "y").line("a", X, new double[] {1, 2, 3});
    LineChart band = line.band("range", X, new double[] {0, 1, 2}, new double[] {2, 3, 4});
    assertEquals(2, band.chart().getSeriesMap().size());
    LineChart level = line.level("chance", .5);
    assertEquals(List.of(new Point(0, .5), new Point(2, .5)), level.lines().get(1).points());
    assertThrows(IllegalStateException.class, () -> LineChart.of("", "x", "y").level("chance", .5));
  }

  @Test
  void a_chart_of_nothing_but_gaps_can_still_be_drawn() {
    LineChart chart =
        LineChart.of("", "x", "y")
            .line("gaps", X, new double[] {Double.NaN, Double.NaN, Double.NaN})
            .line("a", X, new double[] {1, 2, 3});
    assertEquals(1, chart.chart().getSeriesMap().size());
  }

  @Test
  void lines_of_unequal_lengths_and_odd_sizes_are_refused() {
    LineChart chart = LineChart.of("", "x", "y");
    assertThrows(IllegalArgumentException.class, () -> chart.line("a", X, new double[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> chart.size(10, 10));
    assertThrows(IllegalArgumentException.class, () -> chart.yRange(1, 0));
  }

  @Test
  void bars_start_at_zero_and_reach_above_their_intervals() {
    CategoryChart chart = BarChart.of("t", "flip ratio").bar("a", .9, .8, .95).bar("b", .4).chart();
    assertEquals(0.0, chart.getStyler().getYAxisMin());
    assertTrue(chart.getStyler().getYAxisMax() > .95);
  }

  @Test
  void intervals_may_be_lopsided() {
    CategoryChart chart = BarChart.of("t", "y").bar("a", .9, .5, .95).chart();
    CategorySeries interval = chart.getSeriesMap().get("interval");
    double middle = interval.getYData().iterator().next().doubleValue();
    double half = interval.getExtraValues().iterator().next().doubleValue();
    assertEquals(.5, middle - half, 1e-12);
    assertEquals(.95, middle + half, 1e-12);
  }

  @Test
  void bars_tell_their_numbers_in_text() {
    Html html = BarChart.of("", "flip ratio").bar("LDCE", .93, .9, .95).bar("x", .5).toHtml();
    assertEquals("flip ratio\n  LDCE: 0.930 (0.900 to 0.950)\n  x: 0.500", html.text());
    assertTrue(html.html().startsWith("<img "));
  }

  @Test
  void bars_without_data_twins_and_empty_charts_are_refused() {
    BarChart chart = BarChart.of("", "y").bar("a", 1);
    assertThrows(IllegalArgumentException.class, () -> chart.bar("a", 2));
    assertThrows(IllegalArgumentException.class, () -> chart.bar("b", Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> chart.bar("b", 1, 2, 1));
    assertThrows(IllegalStateException.class, () -> BarChart.of("", "y").chart());
  }
}
