package io.otherwise.metric;

import java.util.Arrays;

/**
 * One number computed several times on random parts of the same images.
 *
 * @param values one a draw, in order; NaN where a part was too small
 */
public record Repeats(double[] values) {
  public Repeats {
    values = values.clone();
  }

  /** A copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** NaN where a value is, or where there is none. */
  public double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** Sample standard deviation (over n - 1): how much a draw matters; NaN for a single one. */
  public double deviation() {
    return values.length < 2 ? Double.NaN : Math.sqrt(squares() / (values.length - 1));
  }

  /** Standard deviation over n, as numpy has it by default and torch-fidelity reports it. */
  public double populationDeviation() {
    return Math.sqrt(squares() / values.length);
  }

  private double squares() {
    double mean = mean();
    return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Repeats other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Repeats["
        + values.length
        + " draws, mean "
        + mean()
        + ", deviation "
        + deviation()
        + "]";
  }
}
