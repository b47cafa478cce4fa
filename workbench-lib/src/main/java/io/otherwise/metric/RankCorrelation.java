package io.otherwise.metric;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Spearman (1904), The Proof and Measurement of Association between Two Things: the correlation of
 * ranks, where equal values share the mean of their ranks.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Spearman's rho of two lists of one length.
   *
   * @return in [-1, 1]; NaN where a list is constant, holds a NaN or has fewer than two values
   */
  public static double spearman(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "a rank correlation pairs lists of one length, but they had "
              + a.length
              + " and "
              + b.length
              + " values; give one value of each for every item");
    }
    if (Arrays.stream(a).anyMatch(Double::isNaN) || Arrays.stream(b).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    return pearson(ranks(a), ranks(b));
  }

  /** Ranks from 1 upwards. */
  static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double pearson(double[] x, double[] y) {
    double mean = (x.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
