package io.otherwise.show;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.knowm.xchart.XYChart;

/**
 * Lines over a common axis, told apart by colour, dash and marker. An immutable value; {@link
 * #chart} gives the XChart for finishing touches.
 *
 * @param bands drawn below the lines
 * @param yRange lowest and highest y; empty fits the data
 * @param xNames labels for whole x that say more than the number
 * @param width in CSS pixels
 * @param height in CSS pixels
 */
public record LineChart(
    String title,
    String xLabel,
    String yLabel,
    List<Line> lines,
    List<Band> bands,
    List<Double> yRange,
    Map<Integer, String> xNames,
    int width,
    int height)
    implements ChartDrawing {
  /** How prominent a line is. */
  public enum Look {
    /** One of the lines that are compared. */
    MAIN,
    /** A single case behind a summary, thin and grey. */
    EXAMPLE,
    /** The middle of many cases, thicker and darker grey. */
    MIDDLE,
    /** A level to compare with, thin and dotted. */
    REFERENCE
  }

  /**
   * One line.
   *
   * @param name in the legend; empty leaves it out
   */
  public record Line(String name, List<Point> points, Look look) {
    public Line {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(look, "look");
      points = List.copyOf(points);
    }
  }

  /** The area between two lines over the same x. */
  public record Band(String name, List<Point> low, List<Point> high) {
    public Band {
      Objects.requireNonNull(name, "name");
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  public LineChart {
    lines = List.copyOf(lines);
    bands = List.copyOf(bands);
    yRange = Charts.checkedRange(yRange);
    xNames = Collections.unmodifiableMap(new LinkedHashMap<>(xNames));
    Charts.checkSize(width, height);
  }

  /** A chart without lines. */
  public static LineChart of(String title, String xLabel, String yLabel) {
    return new LineChart(
        title, xLabel, yLabel, List.of(), List.of(), List.of(), Map.of(), 620, 340);
  }

  /**
   * The same with one more line.
   *
   * @param y one for each x; NaN leaves the point out
   */
  public LineChart line(String name, double[] x, double[] y) {
    return line(new Line(name, Point.of(x, y), Look.MAIN));
  }

  /** The same with one more line over 0, 1, 2, ... */
  public LineChart line(String name, double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i);
    return line(name, x, y);
  }

  public LineChart line(Line line) {
    List<Line> more = new ArrayList<>(lines);
    more.add(line);
    return new LineChart(title, xLabel, yLabel, more, bands, yRange, xNames, width, height);
  }

  /** The same with the area between two lines, such as two quantiles. */
  public LineChart band(String name, double[] x, double[] low, double[] high) {
    return band(new Band(name, Point.of(x, low), Point.of(x, high)));
  }

  public LineChart band(Band band) {
    List<Band> more = new ArrayList<>(bands);
    more.add(band);
    return new LineChart(title, xLabel, yLabel, lines, more, yRange, xNames, width, height);
  }

  /** The same with a dotted horizontal line from the first to the last x. */
  public LineChart level(String name, double y) {
    double[] x = lines.stream().flatMap(l -> l.points().stream()).mapToDouble(Point::x).toArray();
    if (x.length == 0) {
      throw new IllegalStateException(
          "a level spans the lines that are there, but there is none yet; add a line first");
    }
    double first = Arrays.stream(x).min().getAsDouble();
    double last = Arrays.stream(x).max().getAsDouble();
    List<Point> ends = List.of(new Point(first, y), new Point(last, y));
    return line(new Line(name, ends, Look.REFERENCE));
  }

  public LineChart title(String newTitle) {
    return new LineChart(newTitle, xLabel, yLabel, lines, bands, yRange, xNames, width, height);
  }

  /** The same with a fixed vertical axis. */
  public LineChart yRange(double low, double high) {
    return new LineChart(
        title, xLabel, yLabel, lines, bands, List.of(low, high), xNames, width, height);
  }

  /** The same with words in place of some whole x. */
  public LineChart xNames(Map<Integer, String> names) {
    return new LineChart(title, xLabel, yLabel, lines, bands, yRange, names, width, height);
  }

  /** The same at another size in CSS pixels. */
  public LineChart size(int newWidth, int newHeight) {
    return new LineChart(title, xLabel, yLabel, lines, bands, yRange, xNames, newWidth, newHeight);
  }

  /** A new XChart that may be changed further. */
  @Override
  public XYChart chart() {
    return Theme.chart(this);
  }

  @Override
  public Html toHtml() {
    return Charts.html(chart());
  }
}
