package io.otherwise.metric;

/** Pearson's correlation of two columns of numbers. */
public final class Pearson {
  private Pearson() {}

  /**
   * Sum of the products of deviations over the root of the product of their squares.
   *
   * @return in [-1, 1]; NaN where a column is constant, empty or holds a NaN
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double of(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a correlation compares two columns of one length, but they had "
              + x.length
              + " and "
              + y.length
              + " values; pair them first");
    }
    if (constant(x) || constant(y)) {
      return Double.NaN;
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    // Rounding may carry a perfect correlation a little over 1.
    return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
  }

  /** Compares values, not their variance: the mean of equal numbers need not be that number. */
  private static boolean constant(double... values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
