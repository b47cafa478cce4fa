package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One case of a metric file: reads its inputs, and keeps the worst relative error found. */
final class MetricCase {
  static final double RELATIVE = 1e-9;
  static final double ABSOLUTE = 1e-12;

  private final String name;
  private final JsonNode json;
  private final int run;
  private double worst;

  MetricCase(JsonNode json, int run) {
    this.name = json.path("name").asText();
    this.json = json;
    this.run = run;
  }

  JsonNode json() {
    return json;
  }

  double worst() {
    return worst;
  }

  /** Fails on a key of the case that no code here reads. */
  void knows(String... keys) {
    MetricInputs.knows("the case " + name, json, Set.of(keys));
  }

  /** What is expected; fails on a key that no code here compares. */
  JsonNode expected(String... keys) {
    return expected(json, keys);
  }

  JsonNode expected(JsonNode of, String... keys) {
    MetricInputs.knows("the expectation of " + name, of.get("expected"), Set.of(keys));
    return of.get("expected");
  }

  double[][] matrix(String key) {
    return matrix(json.get(key));
  }

  double[][] matrix(JsonNode given) {
    return MetricInputs.matrix(given, run);
  }

  Features features(String key) {
    return Features.of(matrix(key));
  }

  /** Lists of places, such as one a draw. */
  static List<int[]> lists(JsonNode lists) {
    List<int[]> all = new ArrayList<>();
    lists.forEach(list -> all.add(MetricInputs.places(list)));
    return all;
  }

  /** Compares what is stored under a key, if it is. */
  void compare(JsonNode where, String key, double found, double relative, double absolute) {
    if (where.has(key)) {
      double wanted = MetricInputs.number(where.get(key));
      seen(MetricInputs.near(name + "/" + key, wanted, found, relative, absolute));
    }
  }

  void compare(JsonNode where, String key, double found) {
    compare(where, key, found, RELATIVE, ABSOLUTE);
  }

  void compare(JsonNode where, String key, double[] found, double relative, double absolute) {
    if (where.has(key)) {
      double[] wanted = GoldenFile.doubles(where.get(key));
      seen(MetricInputs.near(name + "/" + key, wanted, found, relative, absolute));
    }
  }

  /** A count. */
  void exactly(JsonNode where, String key, int found) {
    compare(where, key, found, 0, 0);
  }

  /** Decisions. */
  void exactly(JsonNode where, String key, double[] found) {
    compare(where, key, found, 0, 0);
  }

  private void seen(double error) {
    worst = Math.max(worst, error);
  }
}
