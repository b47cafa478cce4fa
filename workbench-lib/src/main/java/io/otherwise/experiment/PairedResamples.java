package io.otherwise.experiment;

import io.otherwise.explain.Seed;
import io.otherwise.metric.Bca;
import io.otherwise.metric.Bootstrap;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Resamples;
import io.otherwise.metric.Sample;
import io.otherwise.metric.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Queries drawn with replacement, the same draws for every row of a table: what a hard query does
 * to one row it does to all, so differences between rows vary less than the rows do.
 *
 * <p>Efron (1979), Bootstrap Methods: Another Look at the Jackknife; BCa intervals for means (Efron
 * 1987), percentile intervals elsewhere.
 *
 * @param queries how many there are
 * @param count of resamples
 */
record PairedResamples(int queries, int count, Seed seed) {
  /** Fewer leave the ends of a 95 % interval to a handful of draws. */
  static final int FEWEST = 1000;

  /** Of the resamples, at least this share must have a value. */
  private static final double DEFINED = .95;

  private static final double LEVEL = .95;

  PairedResamples {
    if (queries < 1 || count < FEWEST) {
      throw new IllegalArgumentException(
          ("resampling needs at least 1 query and 1,000 resamples, but had %s and %s; raise"
                  + " resamples(...)")
              .formatted(queries, count));
    }
  }

  /** The queries of one resample, in [0, queries). */
  int[] drawn(int resample) {
    return new Resamples(seed, count, queries).draw(resample);
  }

  /**
   * The value on each resample, NaN where it has none.
   *
   * @param places for each query, where its answers stood; several where it was asked under several
   *     seeds, which then come and go together
   */
  double[] values(Sample sample, List<int[]> places) {
    int[][] members = members(sample.positions(), places);
    double[] values = new double[count];
    for (int r = 0; r < count; r++) {
      int[] drawn = drawn(r);
      values[r] =
          sample.value(Arrays.stream(drawn).flatMap(q -> Arrays.stream(members[q])).toArray());
    }
    return values;
  }

  /** The mean without the answers to each query in turn. */
  static double[] jackknife(Values sample, List<int[]> places) {
    return sample.without(members(sample.positions(), places));
  }

  /** For each query, its answers that belong to the sample's population, counted as it counts. */
  private static int[][] members(int[] positions, List<int[]> places) {
    return places.stream()
        .map(
            all ->
                Arrays.stream(all)
                    .map(place -> Arrays.binarySearch(positions, place))
                    .filter(member -> member >= 0)
                    .toArray())
        .toArray(int[][]::new);
  }

  /** The middle 95 %; empty where too many resamples have no value. */
  static Optional<Interval> percentiles(double... values) {
    return enough(values) ? Optional.of(Bootstrap.percentiles(values, LEVEL)) : Optional.empty();
  }

  /**
   * The middle 95 % with {@link Bca}'s corrections, plain where these are not well defined; empty
   * where too many resamples have no value.
   *
   * @param jackknife the value without each query in turn
   */
  static Optional<Interval> corrected(double value, double[] values, double[] jackknife) {
    return enough(values)
        ? Bca.interval(value, values, jackknife, LEVEL).or(() -> percentiles(values))
        : Optional.empty();
  }

  /**
   * The spread of the resamples around a value. Repeated images raise a distance between sets, so
   * its resamples lie above it and their middle 95 % need not hold it.
   */
  static Optional<Interval> around(double value, double... values) {
    double[] sorted = DoubleStream.of(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double shift = value - median(sorted);
    return percentiles(values).map(i -> new Interval(i.low() + shift, i.high() + shift));
  }

  private static boolean enough(double... all) {
    long defined = DoubleStream.of(all).filter(v -> !Double.isNaN(v)).count();
    return defined > 0 && defined >= DEFINED * all.length;
  }

  /** NaN of none. */
  private static double median(double... sorted) {
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
