package io.otherwise.experiment;

import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One metric on every row.
 *
 * @param cells one a row
 */
record MeasuredColumn(String title, Metric metric, List<Cell> cells) {
  /**
   * One metric on one row.
   *
   * @param value NaN where it is not defined
   * @param n on how many answers it is defined
   * @param floor what two real sets of n images are apart; NaN where nobody knows
   * @param deviation over the random draws of a metric that makes some; NaN where it makes none
   * @param withheld too few answers, and no floor to read the value against
   * @param resampled the value on each resample; empty where queries are not resampled
   * @param jackknife the value without each query in turn; empty where it is no mean
   */
  record Cell(
      double value,
      Optional<Interval> interval,
      int n,
      double floor,
      double deviation,
      boolean withheld,
      double[] resampled,
      double[] jackknife) {}

  MeasuredColumn {
    cells = List.copyOf(cells);
  }

  /** The title with its arrow. */
  String label() {
    return (title + " " + metric.direction().arrow()).strip();
  }

  /** The values that may be compared: NaN for those withheld. */
  double[] comparable() {
    boolean few = cells.stream().anyMatch(cell -> !cell.withheld() && cell.n() < metric.minimum());
    // What few answers add to a distance depends on their number, and would decide the ranking.
    boolean fair = !few || commonN().isPresent();
    return cells.stream()
        .mapToDouble(cell -> fair && !cell.withheld() ? cell.value() : Double.NaN)
        .toArray();
  }

  boolean[] best() {
    return Places.best(metric.direction(), comparable());
  }

  double[] ranks() {
    return Places.of(metric.direction(), comparable());
  }

  /** True where at least one row has a rank. */
  boolean ranked() {
    return !Arrays.stream(ranks()).allMatch(Double::isNaN);
  }

  /** The ranks on one resample. */
  double[] ranks(int resample) {
    double[] comparable = comparable();
    double[] values = new double[comparable.length];
    for (int row = 0; row < values.length; row++) {
      values[row] =
          Double.isNaN(comparable[row]) ? Double.NaN : cells.get(row).resampled()[resample];
    }
    return Places.of(metric.direction(), values);
  }

  /** True where the value is a mean over random draws. */
  boolean drawn() {
    return cells.stream().anyMatch(cell -> !Double.isNaN(cell.deviation()));
  }

  boolean resampled() {
    return cells.stream().allMatch(cell -> cell.withheld() || cell.resampled().length > 0);
  }

  /** The number of answers where all rows have the same. */
  Optional<Integer> commonN() {
    List<Integer> all = cells.stream().map(Cell::n).distinct().toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }
}
