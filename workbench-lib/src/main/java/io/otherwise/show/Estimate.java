package io.otherwise.show;

import io.otherwise.metric.Interval;

/**
 * A point of a chart whose place was measured.
 *
 * @param xLow lower end of the interval of x; equal to {@code xHigh} where there is none
 * @param yLow lower end of the interval of y; equal to {@code yHigh} where there is none
 */
public record Estimate(double x, double xLow, double xHigh, double y, double yLow, double yHigh) {
  public Estimate {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException(
          "a point of a chart is finite, but was at (%s, %s); leave points without data out"
              .formatted(x, y));
    }
    checkEnds(xLow, xHigh);
    checkEnds(yLow, yHigh);
  }

  private static void checkEnds(double low, double high) {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "the interval of a point runs from low to high, but was %s to %s; leave it out where there is none"
              .formatted(low, high));
    }
  }

  /** A point without intervals. */
  public static Estimate of(double x, double y) {
    return new Estimate(x, x, x, y, y, y);
  }

  /** A point with a setting as x and a measured y. */
  public static Estimate of(double x, double y, double low, double high) {
    return new Estimate(x, x, x, y, low, high);
  }

  public Estimate xInterval(Interval interval) {
    return new Estimate(x, interval.low(), interval.high(), y, yLow, yHigh);
  }

  public Estimate yInterval(Interval interval) {
    return new Estimate(x, xLow, xHigh, y, interval.low(), interval.high());
  }

  /** The same beside itself. */
  Estimate shifted(double dx) {
    return new Estimate(x + dx, xLow + dx, xHigh + dx, y, yLow, yHigh);
  }
}
