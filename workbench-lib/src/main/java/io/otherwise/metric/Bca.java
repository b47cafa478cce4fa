package io.otherwise.metric;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Bias-corrected and accelerated intervals: percentiles of bootstrap draws, moved by how far the
 * draws lie to one side of the value (z0) and by how fast its deviation changes with it (a). For a
 * mean of skewed values the plain percentiles miss on one side only; these miss on both alike.
 *
 * <p>Efron (1987), <a href="https://doi.org/10.1080/01621459.1987.10478410">Better Bootstrap
 * Confidence Intervals</a>; equations as numbered by Efron and Tibshirani (1993), An Introduction
 * to the Bootstrap, chapter 14.
 *
 * <p>Differences from the book: a draw equal to the value counts half in z0, since means of few
 * distinct values meet it often; an end between two draws is linear in between.
 */
public final class Bca {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private Bca() {}

  /**
   * The interval.
   *
   * @param value on all queries
   * @param draws the value on every bootstrap draw; NaN is left out
   * @param jackknife the value without each query in turn
   * @param level the share inside, in (0, 1)
   * @return empty where it is not well defined: a value or a jackknife value that is NaN or
   *     infinite, values that are all equal, draws that all lie on one side
   */
  public static Optional<Interval> interval(
      double value, double[] draws, double[] jackknife, double level) {
    double z = NormalQuantile.twoSided(level);
    double[] defined = Arrays.stream(draws).filter(d -> !Double.isNaN(d)).sorted().toArray();
    double z0 = bias(value, defined);
    double a = acceleration(jackknife);
    if (!Double.isFinite(z0) || !Double.isFinite(a)) {
      return Optional.empty();
    }
    double low = adjusted(z0, a, -z);
    double high = adjusted(z0, a, z);
    return low < high
        ? Optional.of(
            new Interval(Bootstrap.quantile(defined, low), Bootstrap.quantile(defined, high)))
        : Optional.empty();
  }

  /**
   * Eq. 14.14: z0 = Phi^-1(share of draws below the value); 0 where half of them are.
   *
   * @return infinite where all draws lie on one side, NaN without draws or value
   */
  static double bias(double value, double... draws) {
    double below = 0;
    for (double draw : draws) {
      below += draw < value ? 1 : draw == value ? 0.5 : 0;
    }
    return draws.length == 0 || !Double.isFinite(value)
        ? Double.NaN
        : NORMAL.inverseCumulativeProbability(below / draws.length);
  }

  /**
   * Eq. 14.15: a = sum (m - v_i)^3 / 6 (sum (m - v_i)^2)^(3/2), v_i the value without query i and m
   * the mean of these.
   *
   * @return NaN where they are all equal or not all finite
   */
  static double acceleration(double... jackknife) {
    double mean = Arrays.stream(jackknife).average().orElse(Double.NaN);
    double squares = 0;
    double cubes = 0;
    for (double without : jackknife) {
      double u = mean - without;
      squares += u * u;
      cubes += u * u * u;
    }
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  /**
   * Eq. 14.10: the percentile that stands in for Phi(z), Phi(z0 + (z0 + z) / (1 - a (z0 + z))).
   *
   * @return NaN beyond the pole of the formula, where no percentile stands in
   */
  static double adjusted(double z0, double a, double z) {
    double slope = 1 - a * (z0 + z);
    return slope > 0 ? NORMAL.cumulativeProbability(z0 + (z0 + z) / slope) : Double.NaN;
  }
}
