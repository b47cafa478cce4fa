package io.otherwise.metric;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Intervals by resampling queries: {@link #bca} where the value is a mean of one number an answer,
 * {@link #percentile} elsewhere. On 30 values from skewed distributions a BCa interval of 95 %
 * covers their true mean one to two points more often than percentiles do.
 *
 * <p>Efron (1979), <a href="https://doi.org/10.1214/aos/1176344552">Bootstrap Methods: Another Look
 * at the Jackknife</a>. A draw on which a value is not defined, such as one without a member of the
 * population, is left out.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /** The value of a sample on every draw, NaN where it is not defined. */
  public static double[] values(Sample sample, Resamples resamples) {
    return each(resamples, r -> sample.value(resamples.members(sample, r)));
  }

  /**
   * The value of one sample minus that of another on every draw; the queries drawn are the same.
   *
   * @param a measured on the same queries as {@code b}, in the same order
   */
  public static double[] differences(Sample a, Sample b, Resamples resamples) {
    return each(
        resamples, r -> a.value(resamples.members(a, r)) - b.value(resamples.members(b, r)));
  }

  /** The 95 % interval of a sample's value: {@link #bca} of a mean, else {@link #percentile}. */
  public static Interval interval(Sample sample, Resamples resamples) {
    return sample instanceof Values mean ? bca(mean, resamples) : percentile(sample, resamples);
  }

  /** The middle 95 % of the draws. */
  public static Interval percentile(Sample sample, Resamples resamples) {
    return percentiles(values(sample, resamples), NormalQuantile.LEVEL);
  }

  /**
   * The 95 % interval of a mean with {@link Bca}'s corrections; that of {@link #percentile} where
   * they are not well defined, as for equal values or fewer than 2.
   */
  public static Interval bca(Values sample, Resamples resamples) {
    double[] draws = values(sample, resamples);
    double[] without = sample.without(byQuery(sample.positions(), resamples.queries()));
    return Bca.interval(sample.value(), draws, without, NormalQuantile.LEVEL)
        .orElseGet(() -> percentiles(draws, NormalQuantile.LEVEL));
  }

  /** The member of each query, or none. */
  private static int[][] byQuery(int[] positions, int queries) {
    int[][] members = new int[queries][0];
    for (int m = 0; m < positions.length; m++) {
      members[positions[m]] = new int[] {m};
    }
    return members;
  }

  /** The 95 % interval of the difference of two values; one without 0 tells them apart. */
  public static Interval difference(Sample a, Sample b, Resamples resamples) {
    return percentiles(differences(a, b, resamples), NormalQuantile.LEVEL);
  }

  /**
   * What lies between two percentiles of some draws.
   *
   * @param values one a draw; NaN is left out
   * @param level the share inside, in (0, 1)
   * @return NaN to NaN where no draw is defined
   */
  public static Interval percentiles(double[] values, double level) {
    double tail = (1 - NormalQuantile.checked(level)) / 2;
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
  }

  /** Position (R - 1) q among R sorted values, linear in between. */
  static double quantile(double[] sorted, double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = (sorted.length - 1) * q;
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    double share = position - below;
    return share == 0 ? sorted[below] : sorted[below] + share * (sorted[above] - sorted[below]);
  }

  private static double[] each(Resamples resamples, IntToDoubleFunction value) {
    double[] values = new double[resamples.count()];
    for (int r = 0; r < values.length; r++) {
      values[r] = value.applyAsDouble(r);
    }
    return values;
  }
}
