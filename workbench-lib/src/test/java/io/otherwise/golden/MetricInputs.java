package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Inputs and numbers of the metric files; they stay in double precision. */
final class MetricInputs {
  private MetricInputs() {}

  /**
   * A matrix given as {@code {name, shape, mul, add, mix}}: mul * v + add, then every row plus mix
   * times itself shifted by one place.
   */
  static double[][] matrix(JsonNode given, int run) {
    knows("an input", given, Set.of("name", "shape", "mul", "add", "mix"));
    long seed = FormulaTensors.seed(given.get("name").asText(), run);
    double mul = given.path("mul").asDouble(1);
    double add = given.path("add").asDouble(0);
    double mix = given.path("mix").asDouble(0);
    int width = given.get("shape").get(1).asInt();
    double[][] rows = new double[given.get("shape").get(0).asInt()][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[width];
      for (int j = 0; j < width; j++) {
        row[j] = mul * (2 * FormulaTensors.u(seed, (long) i * width + j) - 1) + add;
      }
      rows[i] = mix == 0 ? row : mixed(row, mix);
    }
    return rows;
  }

  private static double[] mixed(double[] row, double mix) {
    double[] mixed = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      mixed[j] = row[j] + mix * row[(j + 1) % row.length];
    }
    return mixed;
  }

  /** Places in a list, counted from 0. */
  static int[] places(JsonNode array) {
    return GoldenFile.ints(array).stream().mapToInt(Integer::intValue).toArray();
  }

  /** One number; NaN and infinities are written as strings. */
  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  /** Fails on a key that no code here reads: what is not understood must not be passed over. */
  static void knows(String what, JsonNode node, Set<String> keys) {
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(keys);
    if (!unknown.isEmpty()) {
      throw new NotUnderstood(
          what
              + " of a metric file holds "
              + new TreeSet<>(keys)
              + ", but this one also "
              + unknown
              + "; teach the adapter of that metric those keys");
    }
  }

  /**
   * Compares two numbers.
   *
   * @return the relative error, 0 for numbers that are themselves within the absolute bound
   */
  static double near(String what, double wanted, double found, double relative, double absolute) {
    if (Double.compare(wanted, found) == 0) {
      return 0;
    }
    double error = Math.abs(wanted - found);
    if (!(error <= Math.max(absolute, relative * Math.abs(wanted)))) {
      throw new AssertionError(
          what + " is " + found + ", but " + wanted + " is stored: " + error + " apart");
    }
    return Math.abs(wanted) <= absolute ? 0 : error / Math.abs(wanted);
  }

  /** Compares lists element by element. */
  static double near(
      String what, double[] wanted, double[] found, double relative, double absolute) {
    if (wanted.length != found.length) {
      throw new AssertionError(
          what + " has " + found.length + " values, but " + wanted.length + " are stored");
    }
    double worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      String element = what + "[" + i + "]";
      worst = Math.max(worst, near(element, wanted[i], found[i], relative, absolute));
    }
    return worst;
  }
}
