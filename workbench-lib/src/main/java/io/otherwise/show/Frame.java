package io.otherwise.show;

import java.util.List;

/**
 * The part of the plane that a chart of points shows, and about how many pixels it has: enough to
 * place words so that they do not cover each other.
 *
 * @param width of the plot in pixels
 * @param height of the plot in pixels
 */
record Frame(double left, double right, double bottom, double top, double width, double height) {
  /** Room for ticks and axis titles, in pixels. */
  private static final int BESIDE = 80;

  private static final int BELOW = 75;

  /** Air around the data, as a share of its extent. */
  private static final double AIR = .08;

  static Frame of(PointChart plan) {
    List<Estimate> all = plan.series().stream().flatMap(s -> s.points().stream()).toList();
    double left = all.stream().mapToDouble(p -> Math.min(p.x(), p.xLow())).min().orElseThrow();
    double right = all.stream().mapToDouble(p -> Math.max(p.x(), p.xHigh())).max().orElseThrow();
    double bottom = all.stream().mapToDouble(p -> Math.min(p.y(), p.yLow())).min().orElseThrow();
    double top = all.stream().mapToDouble(p -> Math.max(p.y(), p.yHigh())).max().orElseThrow();
    double dx = air(left, right);
    double dy = air(bottom, top);
    boolean fixed = !plan.yRange().isEmpty();
    return new Frame(
        left - dx,
        right + dx,
        fixed ? plan.yRange().get(0) : bottom - dy,
        fixed ? plan.yRange().get(1) : top + dy,
        Math.max(40, plan.width() - BESIDE),
        Math.max(40, plan.height() - BELOW));
  }

  private static double air(double low, double high) {
    // One value alone stands in the middle of an axis as long as itself.
    return low == high ? Math.max(Math.abs(low) / 2, 1e-3) : AIR * (high - low);
  }

  /** Pixels from the left. */
  double pixelX(double x) {
    return (x - left) / (right - left) * width;
  }

  /** Pixels from the bottom. */
  double pixelY(double y) {
    return (y - bottom) / (top - bottom) * height;
  }

  double x(double pixel) {
    return left + pixel / width * (right - left);
  }

  double y(double pixel) {
    return bottom + pixel / height * (top - bottom);
  }
}
