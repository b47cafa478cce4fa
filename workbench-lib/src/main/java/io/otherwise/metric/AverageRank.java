package io.otherwise.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How a method fares over all metrics of a table: its rank by each, 1 the best, averaged. A
 * description of one table, since ranks depend on who else is in it.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Tables 1, 2 and 6. Ties share the mean rank. A method with a
 * missing value gets no rank and takes none from others; a metric without a direction ranks nobody.
 */
public final class AverageRank {
  private AverageRank() {}

  /**
   * The average rank of every method.
   *
   * @param values [method][metric]; NaN is missing
   * @param directions one a metric
   * @return NaN for a method without rank
   */
  public static double[] of(double[][] values, List<Direction> directions) {
    return Arrays.stream(ranks(values, directions))
        .mapToDouble(
            row -> Arrays.stream(row).filter(r -> !Double.isNaN(r)).average().orElse(Double.NaN))
        .toArray();
  }

  /**
   * The rank of every method by every metric.
   *
   * @return [method][metric], NaN where there is none
   */
  public static double[][] ranks(double[][] values, List<Direction> directions) {
    double[][] ranks = new double[values.length][directions.size()];
    boolean[] complete = complete(values, directions);
    for (int metric = 0; metric < directions.size(); metric++) {
      double[] column = new double[values.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = complete[i] ? values[i][metric] : Double.NaN;
      }
      double[] ranked = ranked(column, directions.get(metric));
      for (int i = 0; i < column.length; i++) {
        ranks[i][metric] = ranked[i];
      }
    }
    return ranks;
  }

  /**
   * The 95 % interval of every average rank: the same queries are drawn for all methods and
   * metrics, and the table is ranked again. Draws that miss a value which the whole table has are
   * left out, since ranks among fewer methods are other numbers.
   *
   * @param samples [method][metric]
   * @return NaN to NaN for a method without rank
   */
  public static List<Interval> intervals(
      List<List<Sample>> samples, List<Direction> directions, Resamples resamples) {
    long methods = ranked(of(table(samples, Sample::value), directions));
    double[][] draws = new double[samples.size()][resamples.count()];
    for (int r = 0; r < resamples.count(); r++) {
      int draw = r;
      double[] averages = of(table(samples, s -> s.value(resamples.members(s, draw))), directions);
      boolean whole = ranked(averages) == methods;
      for (int i = 0; i < averages.length; i++) {
        draws[i][r] = whole ? averages[i] : Double.NaN;
      }
    }
    return Arrays.stream(draws)
        .map(row -> Bootstrap.percentiles(row, NormalQuantile.LEVEL))
        .toList();
  }

  private static long ranked(double... averages) {
    return Arrays.stream(averages).filter(v -> !Double.isNaN(v)).count();
  }

  private static double[][] table(List<List<Sample>> samples, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .map(row -> row.stream().mapToDouble(value).toArray())
        .toArray(double[][]::new);
  }

  private static boolean[] complete(double[][] values, List<Direction> directions) {
    boolean[] complete = new boolean[values.length];
    for (int i = 0; i < complete.length; i++) {
      double[] row = values[i];
      if (row.length != directions.size()) {
        throw new IllegalArgumentException(
            "a method has one value a metric, but there are "
                + row.length
                + " values for "
                + directions.size()
                + " directions; give NaN where one is missing");
      }
      complete[i] =
          IntStream.range(0, row.length)
              .noneMatch(k -> directions.get(k) != Direction.NONE && Double.isNaN(row[k]));
    }
    return complete;
  }

  private static double[] ranked(double[] column, Direction direction) {
    return switch (direction) {
      case HIGHER -> Ranks.descending(column);
      case LOWER -> Ranks.ascending(column);
      case NONE -> Arrays.stream(column).map(v -> Double.NaN).toArray();
    };
  }
}
