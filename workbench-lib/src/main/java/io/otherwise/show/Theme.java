package io.otherwise.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One look for all charts: white, thin grey grid, no boxes, readable without colour. */
final class Theme {
  private static final Color INK = new Color(0x1f2328);
  private static final Color FAINT = new Color(0x6b7280);
  private static final Color GRID = new Color(0xe3e6ea);
  private static final int ALPHA = 38;

  /** Okabe and Ito 2008 (Color Universal Design), darkest first; yellow is left out on white. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x000000),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00));

  private static final List<float[]> DASHES =
      List.of(new float[] {1}, new float[] {7, 4}, new float[] {2, 3}, new float[] {9, 3, 2, 3});

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.CROSS,
          SeriesMarkers.TRIANGLE_DOWN);

  /** With more points than this, markers would hide the line. */
  private static final int MARKED = 24;

  private Theme() {}

  static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  static Marker marker(int index) {
    return MARKERS.get(index % MARKERS.size());
  }

  static XYChart chart(LineChart plan) {
    XYChart chart = new XYChart(plan.width(), plan.height());
    titles(chart, plan.title(), plan.xLabel(), plan.yLabel());
    if (!plan.yRange().isEmpty()) {
      chart.getStyler().setYAxisMin(plan.yRange().get(0)).setYAxisMax(plan.yRange().get(1));
    }
    bands(chart, plan);
    lines(chart, plan);
    if (!plan.xNames().isEmpty()) {
      chart.setCustomXAxisTickLabelsFormatter(x -> name(plan, x));
    }
    legend(chart, plan);
    return chart;
  }

  /**
   * Bars, and over them their intervals: XChart draws whiskers of equal length up and down only, so
   * they belong to invisible points in the middle of the intervals.
   */
  static CategoryChart chart(BarChart plan) {
    if (plan.bars().isEmpty()) {
      throw new IllegalStateException(
          "a bar chart is drawn from at least one bar, but has none; add one with bar(name,"
              + " value)");
    }
    CategoryChart chart = new CategoryChart(plan.width(), plan.height());
    titles(chart, plan.title(), "", plan.yLabel());
    chart.getStyler().setErrorBarsColor(INK).setLegendVisible(false);
    chart.getStyler().setAvailableSpaceFill(.6).setOverlapped(true);
    List<Double> range = plan.yRange().isEmpty() ? fitted(plan.bars()) : plan.yRange();
    chart.getStyler().setYAxisMin(range.get(0)).setYAxisMax(range.get(1));
    List<String> names = plan.bars().stream().map(BarChart.Bar::name).toList();
    List<Double> values = plan.bars().stream().map(BarChart.Bar::value).toList();
    chart.addSeries("value", names, values).setFillColor(new Color(0x8fb8d8));
    if (plan.bars().stream().anyMatch(bar -> bar.low() < bar.high())) {
      intervals(chart, plan.bars(), names);
    }
    return chart;
  }

  private static void intervals(CategoryChart chart, List<BarChart.Bar> bars, List<String> names) {
    List<Double> middles = bars.stream().map(bar -> (bar.low() + bar.high()) / 2).toList();
    List<Double> halves = bars.stream().map(bar -> (bar.high() - bar.low()) / 2).toList();
    chart
        .addSeries("interval", names, middles, halves)
        .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
        .setMarker(SeriesMarkers.NONE);
  }

  /** From 0, so that bars are as long as their values, with some air above. */
  private static List<Double> fitted(List<BarChart.Bar> bars) {
    double low = 0;
    double high = 0;
    for (BarChart.Bar bar : bars) {
      low = Math.min(low, Math.min(bar.value(), bar.low()));
      high = Math.max(high, Math.max(bar.value(), bar.high()));
    }
    double air = low == high ? 1 : .05 * (high - low);
    return List.of(low == 0 ? 0 : low - air, high == 0 ? 0 : high + air);
  }

  /** Titles, none where it is empty, and the look of any chart with axes. */
  static void titles(Chart<? extends AxesChartStyler, ?> chart, String title, String x, String y) {
    chart.setTitle(title);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    AxesChartStyler styler = chart.getStyler();
    apply(styler);
    styler.setXAxisTitleVisible(!x.isEmpty()).setChartTitleVisible(!title.isEmpty());
  }

  /** A legend in one row below the chart. */
  static void legendBelow(AxesChartStyler styler, boolean visible) {
    styler.setLegendVisible(visible).setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal).setLegendPadding(8);
  }

  /** Fonts, colours and grid. */
  private static void apply(AxesChartStyler styler) {
    Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    styler.setChartTitleFont(plain.deriveFont(Font.BOLD, 13f));
    styler.setLegendFont(plain);
    styler.setAxisTitleFont(plain).setAxisTickLabelsFont(plain.deriveFont(11f));
    styler.setChartFontColor(INK).setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE).setPlotBorderVisible(false).setChartPadding(6);
    styler.setChartTitleBoxVisible(false).setLegendBorderColor(Color.WHITE);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setAxisTickMarksColor(FAINT).setAxisTickLabelsColor(INK);
    styler.setPlotGridVerticalLinesVisible(false).setPlotMargin(0);
    styler.setLocale(Locale.ROOT).setAxisTitlePadding(6);
    styler.setAntiAlias(true).setMarkerSize(7).setLegendSeriesLineLength(30);
  }

  private static void legend(XYChart chart, LineChart plan) {
    long named =
        plan.lines().stream().filter(line -> !line.name().isEmpty()).count()
            + plan.bands().stream().filter(band -> !band.name().isEmpty()).count();
    legendBelow(chart.getStyler(), named > 0);
  }

  private static void bands(XYChart chart, LineChart plan) {
    for (int i = 0; i < plan.bands().size(); i++) {
      LineChart.Band band = plan.bands().get(i);
      if (band.low().isEmpty() || band.high().isEmpty()) {
        continue;
      }
      List<Point> outline = new ArrayList<>(band.low());
      for (int j = band.high().size() - 1; j >= 0; j--) {
        outline.add(band.high().get(j));
      }
      XYSeries series = chart.addSeries("band " + i, Point.xs(outline), Point.ys(outline));
      Color base = colour(i);
      Color fill = new Color(base.getRed(), base.getGreen(), base.getBlue(), ALPHA);
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setFillColor(fill);
      series.setLineColor(new Color(0, 0, 0, 0)).setLineWidth(0).setLabel(band.name());
      series.setMarker(SeriesMarkers.NONE).setShowInLegend(!band.name().isEmpty());
    }
  }

  private static void lines(XYChart chart, LineChart plan) {
    int main = 0;
    for (int i = 0; i < plan.lines().size(); i++) {
      LineChart.Line line = plan.lines().get(i);
      int look = line.look() == LineChart.Look.MAIN ? main++ : 0;
      if (line.points().isEmpty()) {
        continue;
      }
      XYSeries series =
          chart.addSeries("line " + i, Point.xs(line.points()), Point.ys(line.points()));
      series.setLabel(line.name()).setShowInLegend(!line.name().isEmpty());
      series.setMarker(SeriesMarkers.NONE);
      draw(series, line, look);
    }
  }

  private static void draw(XYSeries series, LineChart.Line line, int look) {
    switch (line.look()) {
      case EXAMPLE -> series.setLineColor(new Color(0xa8adb5)).setLineStyle(stroke(1, 0));
      case MIDDLE -> series.setLineColor(FAINT).setLineStyle(stroke(2.5f, 0));
      case REFERENCE -> series.setLineColor(FAINT).setLineStyle(stroke(1, 2));
      case MAIN -> {
        Color colour = colour(look);
        series.setMarkerColor(colour).setLineColor(colour).setLineStyle(stroke(2, look));
        if (line.points().size() <= MARKED) {
          series.setMarker(marker(look));
        }
      }
    }
  }

  static BasicStroke stroke(float width, int look) {
    float[] dashes = DASHES.get(look % DASHES.size());
    return dashes.length == 1
        ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private static String name(LineChart plan, double x) {
    // Between two steps there is nothing to name.
    if (x != Math.rint(x)) {
      return " ";
    }
    return plan.xNames().getOrDefault((int) x, Long.toString((long) x));
  }
}
