package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * Metrics with one number an answer: every expected quantity of every case is computed anew, and
 * one that is not known is an error.
 */
final class PairMetricGolden {
  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-12;

  /** COUT, relative to 1. */
  private static final double COUT = 1e-7;

  private PairMetricGolden() {}

  /** Computes what a case expects under a key. */
  interface Case {
    /**
     * A number, or an array of them.
     *
     * @throws NotUnderstood if the key is not known
     */
    double[] expected(String key);
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    double worst = 0;
    for (JsonNode json : file.json().get("cases")) {
      worst = Math.max(worst, check(file, json));
    }
    return worst;
  }

  private static double check(GoldenFile file, JsonNode json) {
    return switch (file.text("metric")) {
      case "flip_ratio_bkl" -> compare(json, new FlipRatioGolden(json));
      case "lp" -> compare(json, new LpGolden(json, file.run()));
      case "cosine" -> compare(json, new CosineGolden(json, file.run()));
      case "cout" -> new CoutGolden(json, file.run()).check(COUT);
      default -> throw new NotUnderstood("no pair metric is called " + file.text("metric"));
    };
  }

  private static double compare(JsonNode json, Case found) {
    double worst = 0;
    for (Map.Entry<String, JsonNode> e : fields(json.get("expected"))) {
      if (e.getValue().isObject()) {
        for (Map.Entry<String, JsonNode> inner : fields(e.getValue())) {
          double[] one = found.expected(e.getKey() + "/" + inner.getKey());
          worst = Math.max(worst, near(inner.getKey(), inner.getValue(), one));
        }
      } else {
        worst = Math.max(worst, near(e.getKey(), e.getValue(), found.expected(e.getKey())));
      }
    }
    return worst;
  }

  private static Iterable<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
    return () -> fields;
  }

  private static double near(String key, JsonNode wanted, double[] found) {
    double[] values = wanted.isArray() ? GoldenFile.doubles(wanted) : new double[] {one(wanted)};
    return near(key, values, found, RELATIVE, ABSOLUTE);
  }

  /** A number; NaN and infinities are written as strings. */
  static double one(JsonNode n) {
    return n.isTextual() ? Double.parseDouble(n.asText()) : n.asDouble();
  }

  /** Compares; returns the largest relative error, where numbers below 1e-3 count as that. */
  static double near(
      String key, double[] wanted, double[] found, double relative, double absolute) {
    if (wanted.length != found.length) {
      throw new AssertionError(
          key + " has " + found.length + " values, but " + wanted.length + " are stored");
    }
    double worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      double error = Math.abs(wanted[i] - found[i]);
      boolean same = Double.compare(wanted[i], found[i]) == 0;
      if (!same && !(error <= relative * Math.abs(wanted[i]) + absolute)) {
        throw new AssertionError(
            key + "[" + i + "] is " + found[i] + ", but " + wanted[i] + " is stored");
      }
      worst = Math.max(worst, same ? 0 : error / Math.max(Math.abs(wanted[i]), 1e-3));
    }
    return worst;
  }

  static NotUnderstood unknown(String metric, String key) {
    return new NotUnderstood(
        metric + " cases were not known to hold " + key + "; teach PairMetricGolden that");
  }
}
