package io.otherwise.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks in which equal values share the mean of the ranks they take up. */
public final class Ranks {
  private Ranks() {}

  /**
   * Rank 1 for the smallest.
   *
   * @param values NaN gets no rank (NaN) and takes none from others
   */
  public static double[] ascending(double... values) {
    int[] order =
        IntStream.range(0, values.length)
            .filter(i -> !Double.isNaN(values[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[values.length];
    Arrays.fill(ranks, Double.NaN);
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int k = from; k < to; k++) {
        ranks[order[k]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Rank 1 for the largest. */
  public static double[] descending(double... values) {
    return ascending(Arrays.stream(values).map(v -> -v).toArray());
  }
}
