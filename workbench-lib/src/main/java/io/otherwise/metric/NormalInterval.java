package io.otherwise.metric;

import java.util.Arrays;

/**
 * A mean with its interval under the normal approximation: mean +- z s / sqrt(n), s with n - 1.
 *
 * @param deviation s, of the values and not of their mean
 * @param n how many values there were; a NaN is none
 */
public record NormalInterval(double mean, double deviation, double low, double high, int n) {
  /** The quantile as papers print it. */
  private static final double ROUNDED = 1.96;

  /** The 95 % interval. */
  public static NormalInterval of(double... values) {
    return at(NormalQuantile.LEVEL, values);
  }

  /**
   * At a level.
   *
   * @param level in (0, 1)
   * @throws IllegalArgumentException if fewer than 2 values are numbers
   */
  public static NormalInterval at(double level, double... values) {
    return within(NormalQuantile.twoSided(level), values);
  }

  /** The 95 % interval with z = 1.96, as ECED prints it. */
  public static NormalInterval rounded(double... values) {
    return within(ROUNDED, values);
  }

  private static NormalInterval within(double z, double... values) {
    double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    int n = defined.length;
    if (n < 2) {
      throw new IllegalArgumentException(
          "a normal interval needs at least 2 values, but had " + n + "; measure more answers");
    }
    double mean = Arrays.stream(defined).average().orElseThrow();
    double squares = Arrays.stream(defined).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / (n - 1));
    double half = z * deviation / Math.sqrt(n);
    return new NormalInterval(mean, deviation, mean - half, mean + half, n);
  }

  /** The ends alone. */
  public Interval interval() {
    return new Interval(low, high);
  }
}
