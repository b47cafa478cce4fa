package io.otherwise.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;

/** The charts of an explanation, and any XChart as PNG, SVG and HTML. */
public final class Charts {
  private static final int DENSITY = 2;
  private static final int SMALLEST = 80;
  private static final int LARGEST = 4000;

  private Charts() {}

  /** p(target) at each step of one answer. */
  public static LineChart targetProbability(Counterfactual answer) {
    return targetProbability(new Counterfactuals(List.of(answer)));
  }

  /**
   * p(target) over the steps: the median of all answers, the band that holds the middle 80 %, and
   * the first three answers in grey. One answer is just its line.
   *
   * @throws IllegalArgumentException if no answer has a trace with probabilities
   */
  public static LineChart targetProbability(Counterfactuals answers) {
    Curves curves = Curves.of(answers);
    LineChart chart = axes(curves, answers);
    if (answers.size() == 1) {
      return chart.line("", curves.steps(), curves.quantile(.5));
    }
    for (int i = 0; i < Math.min(3, answers.size()); i++) {
      String name = i == 0 ? "first three" : "";
      chart = chart.line(new LineChart.Line(name, curves.single(i), LineChart.Look.EXAMPLE));
    }
    return chart
        .band(
            "middle 80 % of " + answers.size(),
            curves.steps(),
            curves.quantile(.1),
            curves.quantile(.9))
        .line("median", curves.steps(), curves.quantile(.5));
  }

  /**
   * The median p(target) over the steps of several settings, in the map's order; with two of them
   * also the middle halves.
   */
  public static LineChart compare(Map<String, Counterfactuals> settings) {
    if (settings.isEmpty()) {
      throw new IllegalArgumentException(
          "a comparison shows at least one setting, but got none; put name and answers into a map");
    }
    LineChart chart = null;
    for (Map.Entry<String, Counterfactuals> entry : settings.entrySet()) {
      Curves curves = Curves.of(entry.getValue());
      // The longest run names the steps.
      LineChart own = axes(curves, entry.getValue());
      chart =
          chart == null
              ? own
              : own.xNames().size() > chart.xNames().size() ? chart.xNames(own.xNames()) : chart;
      chart = chart.line(entry.getKey(), curves.steps(), curves.quantile(.5));
      if (settings.size() <= 2) {
        chart = chart.band("", curves.steps(), curves.quantile(.25), curves.quantile(.75));
      }
    }
    return chart;
  }

  /**
   * How p(target) comes about: its quantiles over the steps, the first three answers as curves, and
   * their images on the way where the traces have thumbnails.
   *
   * @throws IllegalArgumentException if no answer has a trace with probabilities
   */
  public static TimeSteps timeSteps(Counterfactuals answers) {
    return TimeSteps.of(answers, 3);
  }

  /**
   * Measured values over a setting, a curve for each name, with intervals.
   *
   * @param series points in the order of x, by name
   */
  public static PointChart ablation(
      String xTitle, String yTitle, Map<String, List<Estimate>> series) {
    PointChart chart = PointChart.of("", xTitle, yTitle);
    for (Map.Entry<String, List<Estimate>> one : series.entrySet()) {
      chart = chart.curve(one.getKey(), one.getValue());
    }
    return chart;
  }

  /** Two measured values against each other, a named point for each method. */
  public static PointChart tradeOff(String xTitle, String yTitle, Map<String, Estimate> points) {
    PointChart chart = PointChart.of("", xTitle, yTitle).labelled().size(620, 420);
    for (Map.Entry<String, Estimate> one : points.entrySet()) {
      chart = chart.point(one.getKey(), one.getValue());
    }
    return chart;
  }

  /**
   * How attributes hang together with one that is asked for, in the data and in what methods
   * change: Jeanneret et al. (2022), Fig. 3. The strongest come first.
   *
   * @param with the attribute that is asked for
   * @param truth correlation of each attribute with it in the data, in [-1, 1]
   * @param found by method: the same among its changes; NaN where an attribute never changes
   * @throws IllegalArgumentException if a method lacks an attribute
   */
  public static GroupedBarChart correlations(
      String with, Map<String, Double> truth, Map<String, Map<String, Double>> found) {
    return Correlations.chart(with, truth, found);
  }

  static LineChart axes(Curves curves, Counterfactuals answers) {
    List<String> targets = answers.stream().map(a -> a.query().target()).distinct().toList();
    String target = targets.size() == 1 ? targets.get(0) : "target";
    return LineChart.of("", curves.timed() ? "step (timestep)" : "step", "p(" + target + ")")
        .yRange(0, 1)
        .xNames(curves.names());
  }

  /** A chart as the bytes of a PNG file, with twice its pixels for dense screens. */
  public static byte[] png(Chart<?, ?> chart) {
    return Pixels.png(painted(chart));
  }

  static BufferedImage painted(Chart<?, ?> chart) {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage out =
        new BufferedImage(DENSITY * width, DENSITY * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.scale(DENSITY, DENSITY);
    chart.paint(g, width, height);
    g.dispose();
    return out;
  }

  /** A chart as a scalable drawing. */
  public static String svg(Chart<?, ?> chart) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
      return out.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a chart in memory can always be written", e);
    }
  }

  /** A chart as an inline picture. */
  public static Html html(Chart<?, ?> chart) {
    String words = words(chart);
    String element =
        "<img width=\"%s\" height=\"%s\" alt=\"%s\" src=\"%s\">"
            .formatted(
                chart.getWidth(), chart.getHeight(), Html.escaped(words), Pixels.data(png(chart)));
    return new Html(element, words);
  }

  private static String words(Chart<?, ?> chart) {
    String title =
        chart.getTitle() == null || chart.getTitle().isBlank() ? "" : chart.getTitle() + ": ";
    return "chart, %s%s over %s".formatted(title, chart.getYAxisTitle(), chart.getXAxisTitle());
  }

  /** None, or the lower and the higher end. */
  static List<Double> checkedRange(List<Double> range) {
    if (!range.isEmpty() && (range.size() != 2 || !(range.get(0) < range.get(1)))) {
      throw new IllegalArgumentException(
          "the y range is its lower and its higher end, but was %s; leave it out to fit the data"
              .formatted(range));
    }
    return List.copyOf(range);
  }

  static void checkSize(int width, int height) {
    if (Math.min(width, height) < SMALLEST || Math.max(width, height) > LARGEST) {
      throw new IllegalArgumentException(
          "a chart's sides must be %s to %s pixels, but were %s x %s; 620 x 340 suits a page"
              .formatted(SMALLEST, LARGEST, width, height));
    }
  }
}
