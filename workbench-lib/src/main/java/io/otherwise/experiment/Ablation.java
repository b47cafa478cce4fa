package io.otherwise.experiment;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Metric;
import io.otherwise.show.Charts;
import io.otherwise.show.Estimate;
import io.otherwise.show.PointChart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A metric over the values of one axis, a curve for each combination of the others. */
record Ablation(String axis, Metric metric) {
  PointChart chart(Runs runs) {
    Map<String, Map<Double, List<Counterfactual>>> groups = new LinkedHashMap<>();
    for (Run run : runs) {
      groups
          .computeIfAbsent(others(run.setting()), name -> new TreeMap<>())
          .computeIfAbsent(number(run.setting().value(axis)), x -> new ArrayList<>())
          .addAll(run.answers().all());
    }
    Map<String, List<Estimate>> curves = new LinkedHashMap<>();
    groups.forEach((name, points) -> put(curves, name, estimates(points)));
    if (curves.isEmpty()) {
      throw new IllegalArgumentException(
          "an ablation has at least one point, but %s has no value on these %s runs; run more queries"
              .formatted(metric.name(), runs.size()));
    }
    return Charts.ablation(axis, label(), curves);
  }

  private String label() {
    return (metric.name() + " " + metric.direction().arrow()).strip();
  }

  private static void put(
      Map<String, List<Estimate>> curves, String name, List<Estimate> estimates) {
    if (!estimates.isEmpty()) {
      curves.put(name, estimates);
    }
  }

  /** What the curve keeps fixed. */
  private String others(Setting<?> setting) {
    Map<String, Object> rest = new LinkedHashMap<>(setting.values());
    rest.remove(axis);
    return Setting.words(setting.method(), rest);
  }

  private double number(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "a curve runs over numbers, but %s has the value %s; show it in a table: MetricTable.of(...).rows(runs)"
            .formatted(axis, value));
  }

  private List<Estimate> estimates(Map<Double, List<Counterfactual>> points) {
    List<Estimate> estimates = new ArrayList<>();
    points.forEach(
        (x, answers) -> {
          MeasuredColumn.Cell cell = Measured.alone(metric, new Counterfactuals(answers));
          if (Double.isFinite(cell.value())) {
            Estimate bare = Estimate.of(x, cell.value());
            estimates.add(cell.interval().map(bare::yInterval).orElse(bare));
          }
        });
    return estimates;
  }
}
