package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * A sample whose value is the mean of one number an answer. A NaN is an answer on which the metric
 * is not defined: it is left out of the mean, and {@link #defined} tells how many are left.
 *
 * @param positions see {@link Sample#positions}
 * @param values one a member
 */
public record Values(int[] positions, double[] values) implements Sample {
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

  @Override
  public boolean equals(Object o) {
    return o instanceof Values other
        && Arrays.equals(positions, other.positions)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(positions) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Values[" + size() + " members, mean " + value() + "]";
  }
}
