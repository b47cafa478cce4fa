package io.otherwise.show;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How {@link PointChart} is drawn: whiskers below, then lines and markers, then names. */
final class PointTheme {
  /** Whiskers of two series at one x would hide each other: they stand this share of x apart. */
  private static final double APART = .007;

  private PointTheme() {}

  static XYChart chart(PointChart plan) {
    if (plan.series().isEmpty()) {
      throw new IllegalStateException(
          "a chart of points is drawn from at least one, but has none; add one with point(name,"
              + " estimate)");
    }
    XYChart chart = new XYChart(plan.width(), plan.height());
    Theme.titles(chart, plan.title(), plan.xLabel(), plan.yLabel());
    Theme.legendBelow(chart.getStyler(), !plan.namesBeside() && plan.series().size() > 1);
    chart.getStyler().setMarkerSize(8);
    Frame frame = Frame.of(plan);
    chart.getStyler().setXAxisMin(frame.left()).setXAxisMax(frame.right());
    chart.getStyler().setYAxisMin(frame.bottom()).setYAxisMax(frame.top());
    List<List<Estimate>> placed = apart(plan, frame);
    for (int i = 0; i < placed.size(); i++) {
      whiskers(chart, placed.get(i), i);
    }
    for (int i = 0; i < placed.size(); i++) {
      points(chart, plan.series().get(i), placed.get(i), i);
    }
    if (plan.namesBeside()) {
      names(chart, plan, frame);
    }
    return chart;
  }

  private static List<List<Estimate>> apart(PointChart plan, Frame frame) {
    List<List<Estimate>> placed = new ArrayList<>();
    int n = plan.series().size();
    for (int i = 0; i < n; i++) {
      PointChart.Series series = plan.series().get(i);
      double dx =
          series.joined() ? (i - (n - 1) / 2.0) * APART * (frame.right() - frame.left()) : 0;
      placed.add(series.points().stream().map(point -> point.shifted(dx)).toList());
    }
    return placed;
  }

  /** One line for all intervals of a series, with gaps; XChart's own are as long up as down. */
  private static void whiskers(XYChart chart, List<Estimate> points, int index) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Estimate p : points) {
      if (p.yLow() < p.yHigh()) {
        Collections.addAll(x, p.x(), p.x(), p.x());
        Collections.addAll(y, p.yLow(), p.yHigh(), Double.NaN);
      }
      if (p.xLow() < p.xHigh()) {
        Collections.addAll(x, p.xLow(), p.xHigh(), p.xHigh());
        Collections.addAll(y, p.y(), p.y(), Double.NaN);
      }
    }
    if (x.isEmpty()) {
      return;
    }
    XYSeries series = chart.addSeries("interval " + index, x, y);
    series.setMarker(SeriesMarkers.NONE).setLineColor(Theme.colour(index));
    series.setLineStyle(Theme.stroke(1.3f, 0)).setShowInLegend(false);
  }

  private static void points(
      XYChart chart, PointChart.Series plan, List<Estimate> points, int index) {
    double[] x = points.stream().mapToDouble(Estimate::x).toArray();
    double[] y = points.stream().mapToDouble(Estimate::y).toArray();
    XYSeries series = chart.addSeries("points " + index, x, y);
    series.setMarker(Theme.marker(index)).setLabel(plan.name());
    series.setMarkerColor(Theme.colour(index)).setLineColor(Theme.colour(index));
    if (plan.joined()) {
      series.setLineStyle(Theme.stroke(2, index));
    } else {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }
  }

  private static void names(XYChart chart, PointChart plan, Frame frame) {
    chart.getStyler().setAnnotationTextFont(chart.getStyler().getLegendFont());
    chart.getStyler().setAnnotationTextFontColor(chart.getStyler().getChartFontColor());
    for (Labels.Label label : Labels.placed(plan, frame)) {
      chart.addAnnotation(
          new AnnotationText(label.text(), frame.x(label.x()), frame.y(label.y()), false));
    }
  }
}
