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
    int count = Math.min(one.resampled().length, other.resampled().length);
    double[] differences = new double[count];
    for (int r = 0; r < count; r++) {
      differences[r] = one.resampled()[r] - other.resampled()[r];
    }
    double value = one.value() - other.value();
    int n = Math.min(one.n(), other.n());
    return new RowDifference(value, Measured.interval(metric, n, value, differences));
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
