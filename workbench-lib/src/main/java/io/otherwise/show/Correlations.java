package io.otherwise.show;

import io.otherwise.explain.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Bars of true and of found correlations. */
final class Correlations {
  private Correlations() {}

  static GroupedBarChart chart(
      String with, Map<String, Double> truth, Map<String, Map<String, Double>> found) {
    if (truth.isEmpty()) {
      throw new IllegalArgumentException(
          "correlations are drawn for at least one attribute, but there is none; name some");
    }
    List<String> names =
        truth.keySet().stream()
            .sorted(Comparator.comparingDouble(name -> -Math.abs(truth.get(name))))
            .toList();
    GroupedBarChart chart =
        GroupedBarChart.of("", "correlation with " + with, names)
            .group("in the data", values(names, "the data", truth));
    for (Map.Entry<String, Map<String, Double>> method : found.entrySet()) {
      chart = chart.group(method.getKey(), values(names, method.getKey(), method.getValue()));
    }
    return chart;
  }

  private static double[] values(List<String> names, String whose, Map<String, Double> all) {
    return names.stream().mapToDouble(name -> value(name, whose, all)).toArray();
  }

  private static double value(String name, String whose, Map<String, Double> all) {
    Double value = all.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "every correlation is drawn beside the true one, but %s has none for %s; did you mean %s?"
              .formatted(whose, name, Names.suggestion(name, all.keySet())));
    }
    if (Math.abs(value) > 1) {
      throw new IllegalArgumentException(
          "a correlation lies in [-1, 1], but that of %s with %s is %s; divide by the deviations"
              .formatted(whose, name, value));
    }
    return value;
  }
}
