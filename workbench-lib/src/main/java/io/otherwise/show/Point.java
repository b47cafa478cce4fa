package io.otherwise.show;

import java.util.ArrayList;
import java.util.List;

/** A point of a chart. */
public record Point(double x, double y) {
  /**
   * Points from two lists of one length; those without a finite y are left out.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  static List<Point> of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a line needs one y for each x, but has %s x and %s y; cut the longer one"
              .formatted(x.length, y.length));
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        points.add(new Point(x[i], y[i]));
      }
    }
    return points;
  }

  static double[] xs(List<Point> points) {
    return points.stream().mapToDouble(Point::x).toArray();
  }

  static double[] ys(List<Point> points) {
    return points.stream().mapToDouble(Point::y).toArray();
  }
}
