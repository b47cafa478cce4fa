package io.otherwise.metric;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a metric has seen of some answers: enough to compute its value on any resample of them.
 * Members are the answers of the metric's population, counted from 0.
 */
public interface Sample {
  /**
   * Where each member stood among the answers given to {@link Metric#sample}: ascending, so that
   * resamples of queries can be paired across methods.
   */
  int[] positions();

  /**
   * The value on some members, repeats allowed.
   *
   * @param members indices into {@link #positions}
   * @return NaN where the value is not defined, as for no member
   */
  double value(int... members);

  /**
   * The 95 % interval where the value has one in closed form, as a share has; empty where queries
   * are resampled instead.
   */
  default Optional<Interval> interval() {
    return Optional.empty();
  }

  /** How many members there are. */
  default int size() {
    return positions().length;
  }

  /** The value on every member once. */
  default double value() {
    return value(IntStream.range(0, size()).toArray());
  }
}
