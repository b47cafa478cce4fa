package io.otherwise.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation: do two metrics order the same things in the same way? Pearson's
 * correlation of the ranks, ties sharing their mean rank.
 *
 * <p>Spearman (1904), The Proof and Measurement of Association between Two Things.
 */
public final class Spearman {
  private Spearman() {}

  /**
   * Rho over the pairs in which both are numbers.
   *
   * @return in [-1, 1]; NaN where one side is constant or fewer than 2 pairs are left
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double rho(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a rank correlation compares two columns of one length, but they had "
              + x.length
              + " and "
              + y.length
              + " values; pair them first");
    }
    int[] defined =
        IntStream.range(0, x.length)
            .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
            .toArray();
    return Pearson.of(Ranks.ascending(at(x, defined)), Ranks.ascending(at(y, defined)));
  }

  /**
   * Its 95 % interval over resampled pairs.
   *
   * @param resamples over as many queries as there are pairs
   */
  public static Interval interval(double[] x, double[] y, Resamples resamples) {
    if (x.length != resamples.queries()) {
      throw new IllegalArgumentException(
          "pairs are resampled as often as there are, but there are "
              + x.length
              + " pairs for "
              + resamples.queries()
              + " queries; make Resamples.of("
              + x.length
              + ")");
    }
    double[] draws = new double[resamples.count()];
    for (int r = 0; r < draws.length; r++) {
      int[] drawn = resamples.draw(r);
      draws[r] = rho(at(x, drawn), at(y, drawn));
    }
    return Bootstrap.percentiles(draws, NormalQuantile.LEVEL);
  }

  private static double[] at(double[] values, int... indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
