package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A sample whose value is the mean of one number an answer. A NaN is an answer on which the metric
 * is not defined: it is left out of the mean, and {@link #defined} tells how many are left.
 *
 * <p>Where the numbers are yes and no (1 and 0) the mean is a share, and Wilson's interval is its
 * {@link #interval}.
 *
 * @param positions see {@link Sample#positions}
 * @param values one a member
 * @param share true where every value is 1, 0 or NaN and the mean is to be read as a share
 */
public record Values(int[] positions, double[] values, boolean share) implements Sample {
  public Values {
    positions = positions.clone();
    values = values.clone();
    if (positions.length != values.length) {
      throw new IllegalArgumentException(
          "a sample holds one value a member, but has "
              + values.length
              + " values for "
              + positions.length
              + " members; compute one for each answer of the population");
    }
    if (share) {
      checkShare(values);
    }
  }

  /** Numbers of any size. */
  public Values(int[] positions, double[] values) {
    this(positions, values, false);
  }

  private static void checkShare(double[] values) {
    for (double v : values) {
      if (v != 0 && v != 1 && !Double.isNaN(v)) {
        throw new IllegalArgumentException(
            "a share counts answers as 1 or 0, or NaN where it is not defined, but one counts as "
                + v
                + "; count each answer once or take the mean of plain values");
      }
    }
  }

  /** Computes one number for each answer of a population. */
  public static Values of(
      Counterfactuals answers, Population population, ToDoubleFunction<Counterfactual> metric) {
    int[] positions = population.positions(answers);
    double[] values = new double[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = metric.applyAsDouble(answers.get(positions[i]));
    }
    return new Values(positions, values);
  }

  /** Counts the answers of a population of which something is true. */
  public static Values shareOf(
      Counterfactuals answers, Population population, Predicate<Counterfactual> isTrue) {
    Values counted = of(answers, population, c -> isTrue.test(c) ? 1 : 0);
    return new Values(counted.positions, counted.values, true);
  }

  @Override
  public int[] positions() {
    return positions.clone();
  }

  /** A copy: one number a member, NaN where it is not defined. */
  @Override
  public double[] values() {
    return values.clone();
  }

  @Override
  public int size() {
    return positions.length;
  }

  /** On how many members the metric is defined. */
  public int defined() {
    return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
  }

  @Override
  public double value(int... members) {
    double sum = 0;
    int count = 0;
    for (int member : members) {
      if (!Double.isNaN(values[member])) {
        sum += values[member];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * The value without each group of members in turn: what the jackknife looks at.
   *
   * @param groups indices into {@link #positions}, such as the answers to one query
   * @return one a group; NaN where nothing is left
   */
  public double[] without(int[]... groups) {
    double sum = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sum();
    int count = defined();
    double[] left = new double[groups.length];
    for (int g = 0; g < groups.length; g++) {
      double[] own =
          Arrays.stream(groups[g])
              .mapToDouble(m -> values[m])
              .filter(v -> !Double.isNaN(v))
              .toArray();
      int rest = count - own.length;
      left[g] = rest == 0 ? Double.NaN : (sum - Arrays.stream(own).sum()) / rest;
    }
    return left;
  }

  /** Wilson's for a share; empty for other values, and for a share of no answer. */
  @Override
  public Optional<Interval> interval() {
    int n = defined();
    if (!share || n == 0) {
      return Optional.empty();
    }
    int successes = (int) Arrays.stream(values).filter(v -> v == 1).count();
    Wilson wilson = Wilson.of(successes, n);
    return Optional.of(new Interval(wilson.low(), wilson.high()));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Values other
        && share == other.share
        && Arrays.equals(positions, other.positions)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(positions) + Arrays.hashCode(values))
        + Boolean.hashCode(share);
  }

  @Override
  public String toString() {
    return "Values[" + size() + " members, mean " + value() + "]";
  }
}
