package io.otherwise.experiment;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Metric;
import io.otherwise.metric.PairMetric;
import io.otherwise.metric.Values;
import java.util.Arrays;
import java.util.List;

/** Two rows of a table before one metric. */
record Contest(TablePlan plan, Samples samples, Measured measured, String right, String wrong) {

  /** What every column with a direction prefers. */
  List<Preferences.Preference> preferences() {
    return measured.columns().stream()
        .filter(column -> column.metric().direction() != Direction.NONE)
        .map(this::preference)
        .toList();
  }

  private Preferences.Preference preference(MeasuredColumn column) {
    List<String> rows = List.copyOf(plan.rows().keySet());
    MeasuredColumn.Cell one = column.cells().get(rows.indexOf(right));
    MeasuredColumn.Cell other = column.cells().get(rows.indexOf(wrong));
    int[] counts = counts(column.metric());
    return new Preferences.Preference(
        column.title(),
        column.metric(),
        one.value(),
        other.value(),
        RowDifference.of(column.metric(), one, other),
        counts[0],
        counts[1],
        counts[2]);
  }

  /** Queries won, tied and lost, where both rows have a number. */
  private int[] counts(Metric metric) {
    int[] counts = new int[3];
    if (metric instanceof PairMetric) {
      double[] a = byQuery(metric, plan.rows().get(right));
      double[] b = byQuery(metric, plan.rows().get(wrong));
      for (int q = 0; q < a.length; q++) {
        if (!Double.isNaN(a[q]) && !Double.isNaN(b[q])) {
          double[] places = Places.of(metric.direction(), a[q], b[q]);
          counts[1 + (int) Math.signum(places[0] - places[1])]++;
        }
      }
    }
    return counts;
  }

  /** The mean over a query's answers; NaN where none of them has a number. */
  private double[] byQuery(Metric metric, Counterfactuals answers) {
    double[] all = MetricTableData.spread((Values) samples.of(metric, answers), answers.size());
    return Measured.places(plan.queries(), answers).stream()
        .mapToDouble(
            places ->
                Arrays.stream(places)
                    .mapToDouble(place -> all[place])
                    .filter(v -> !Double.isNaN(v))
                    .average()
                    .orElse(Double.NaN))
        .toArray();
  }
}
