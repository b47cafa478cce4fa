package io.otherwise.metric;

/**
 * A 95 % interval.
 *
 * @param low lower end; NaN where there is none
 * @param high upper end
 */
public record Interval(double low, double high) {
  public Interval {
    if (low > high) {
      throw new IllegalArgumentException(
          "an interval ends above where it begins, but was " + low + " to " + high + "; swap them");
    }
  }

  /** True where the intervals share a point. */
  public boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }
}
