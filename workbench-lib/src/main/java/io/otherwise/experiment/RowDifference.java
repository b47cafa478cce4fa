package io.otherwise.experiment;

import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import java.util.Locale;
import java.util.Optional;

/**
 * How much larger a metric is on one row of a table than on another.
 *
 * @param interval of the difference, on resamples that both rows share; empty where there is none
 */
public record RowDifference(double value, Optional<Interval> interval) {
  static RowDifference of(Metric metric, MeasuredColumn.Cell one, MeasuredColumn.Cell other) {
    double value = one.value() - other.value();
    int n = Math.min(one.n(), other.n());
    double[] differences = minus(one.resampled(), other.resampled());
    double[] jackknife = minus(one.jackknife(), other.jackknife());
    return new RowDifference(value, Measured.interval(metric, n, value, differences, jackknife));
  }

  private static double[] minus(double[] one, double[] other) {
    double[] differences = new double[Math.min(one.length, other.length)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = one[i] - other[i];
    }
    return differences;
  }

  /** {@code +0.25 [-0.125, 0.5], not clear}. */
  @Override
  public String toString() {
    String ends =
        interval
            .map(i -> String.format(Locale.ROOT, " [%.3g, %.3g]", i.low(), i.high()))
            .orElse("");
    return String.format(Locale.ROOT, "%+.3g", value) + ends + (clear() ? "" : ", not clear");
  }

  /** True where the interval does not hold 0. */
  public boolean clear() {
    return interval.map(i -> i.low() > 0 || i.high() < 0).orElse(false);
  }
}
