package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.metric.Interval;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

class PointChartTest {
  private static final List<Estimate> RISING =
      List.of(Estimate.of(30, .5, .4, .55), Estimate.of(45, .8, .7, .9));

  private static PointChart ablation() {
    Map<String, List<Estimate>> series = new LinkedHashMap<>();
    series.put("consensus", RISING);
    series.put("random", List.of(Estimate.of(30, .2, .1, .3), Estimate.of(45, .4, .3, .5)));
    return Charts.ablation("degrees", "flip ratio", series);
  }

  private static PointChart tradeOff() {
    Map<String, Estimate> points = new LinkedHashMap<>();
    points.put("LDCE", Estimate.of(14, .83).xInterval(new Interval(13, 16)));
    points.put("DVCE", Estimate.of(15, .99).yInterval(new Interval(.97, 1)));
    return Charts.tradeOff("FID", "FR", points);
  }

  @Test
  void curves_keep_their_points_and_differ_in_marker_and_dash() {
    XYChart chart = ablation().chart();
    XYSeries one = chart.getSeriesMap().get("points 0");
    XYSeries two = chart.getSeriesMap().get("points 1");
    assertArrayEquals(new double[] {.5, .8}, one.getYData());
    assertNotEquals(one.getMarker(), two.getMarker());
    assertEquals(null, one.getLineStyle().getDashArray());
    assertTrue(two.getLineStyle().getDashArray() != null);
  }

  @Test
  void whiskers_reach_from_end_to_end_with_gaps_between() {
    XYSeries whiskers = ablation().chart().getSeriesMap().get("interval 0");
    assertArrayEquals(new double[] {.4, .55, Double.NaN, .7, .9, Double.NaN}, whiskers.getYData());
    assertFalse(whiskers.isShowInLegend());
  }

  @Test
  void whiskers_at_one_setting_stand_side_by_side() {
    XYChart chart = ablation().chart();
    double one = chart.getSeriesMap().get("points 0").getXData()[0];
    double two = chart.getSeriesMap().get("points 1").getXData()[0];
    assertTrue(one < 30 && two > 30 && two - one < .5, one + " and " + two);
  }

  @Test
  void points_of_a_trade_off_stay_where_they_were_measured() {
    XYChart chart = tradeOff().chart();
    assertArrayEquals(new double[] {14}, chart.getSeriesMap().get("points 0").getXData());
    XYSeries across = chart.getSeriesMap().get("interval 0");
    assertArrayEquals(new double[] {13, 16, 16}, across.getXData());
    assertArrayEquals(new double[] {.83, .83, Double.NaN}, across.getYData());
  }

  @Test
  void points_without_intervals_have_no_whiskers() {
    XYChart chart = PointChart.of("", "x", "y").point("a", Estimate.of(1, 2)).chart();
    assertEquals(1, chart.getSeriesMap().size());
  }

  @Test
  void all_intervals_are_inside_the_axes() {
    Frame frame = Frame.of(ablation());
    assertTrue(frame.bottom() < .1 && frame.top() > .9);
    assertTrue(frame.left() < 30 && frame.right() > 45);
    Frame single = Frame.of(PointChart.of("", "x", "y").point("a", Estimate.of(0, 5)));
    assertTrue(single.left() < 0 && single.right() > 0 && single.top() > 5);
  }

  @Test
  void an_axis_may_be_fixed() {
    XYChart chart = ablation().yRange(0, 1).chart();
    assertEquals(0.0, chart.getStyler().getYAxisMin());
    assertEquals(1.0, chart.getStyler().getYAxisMax());
  }

  @Test
  void names_stand_beside_points_and_not_in_a_legend() {
    assertFalse(tradeOff().chart().getStyler().isLegendVisible());
    assertTrue(ablation().chart().getStyler().isLegendVisible());
    List<Labels.Label> labels = Labels.placed(tradeOff(), Frame.of(tradeOff()));
    assertEquals(List.of("LDCE", "DVCE"), labels.stream().map(Labels.Label::text).toList());
  }

  @Test
  void names_of_close_points_do_not_cover_each_other() {
    Map<String, Estimate> points = new LinkedHashMap<>();
    points.put("first method", Estimate.of(1, 1));
    points.put("second method", Estimate.of(1.01, 1.01));
    points.put("third method", Estimate.of(1.02, 1));
    points.put("far away", Estimate.of(3, 3));
    PointChart chart = Charts.tradeOff("x", "y", points);
    List<Rectangle2D> boxes =
        Labels.placed(chart, Frame.of(chart)).stream().map(Labels.Label::box).toList();
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertFalse(boxes.get(i).intersects(boxes.get(j)), i + " covers " + j);
      }
    }
  }

  @Test
  void names_at_the_edge_stay_inside() {
    Map<String, Estimate> points = new LinkedHashMap<>();
    points.put("left", Estimate.of(0, 0));
    points.put("a rather long name", Estimate.of(1, 1));
    PointChart chart = Charts.tradeOff("x", "y", points);
    Frame frame = Frame.of(chart);
    Rectangle2D plot = new Rectangle2D.Double(0, 0, frame.width(), frame.height());
    assertTrue(Labels.placed(chart, frame).stream().allMatch(l -> plot.contains(l.box())));
  }

  @Test
  void it_is_drawn_as_pixels_lines_and_words() {
    PointChart chart = ablation().size(300, 200);
    assertEquals(600, Image.decode("png", chart.png()).width());
    assertTrue(chart.svg().contains("<svg"));
    String text = chart.toHtml().text();
    assertTrue(text.startsWith("flip ratio over degrees"), text);
    assertTrue(text.contains("random: (30.0, 0.200 [0.100, 0.300])"), text);
  }

  @Test
  void points_without_a_place_and_empty_series_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Estimate.of(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> Estimate.of(1, 2, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> Estimate.of(1, 2, Double.NaN, 2));
    PointChart none = PointChart.of("", "x", "y");
    assertThrows(IllegalArgumentException.class, () -> none.curve("a", List.of()));
    assertThrows(IllegalArgumentException.class, () -> none.point(" ", Estimate.of(1, 2)));
    assertThrows(IllegalStateException.class, none::chart);
  }
}
