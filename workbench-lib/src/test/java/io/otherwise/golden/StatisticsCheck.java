package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Compares numbers with stored ones and remembers the largest relative error. */
final class StatisticsCheck {
  /** What is as good as 0. */
  static final double ABSOLUTE = 1e-12;

  private final double relative;
  private final double absolute;
  private double worst;

  private StatisticsCheck(double relative, double absolute) {
    this.relative = relative;
    this.absolute = absolute;
  }

  /** For arithmetic in double. */
  static StatisticsCheck exact() {
    return new StatisticsCheck(1e-9, ABSOLUTE);
  }

  /** For probabilities and their differences, whose size 1 the error is relative to. */
  static StatisticsCheck probabilities(double bound) {
    return new StatisticsCheck(0, bound);
  }

  double worst() {
    return worst;
  }

  static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  static double[][] rows(JsonNode array) {
    double[][] rows = new double[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = GoldenFile.doubles(array.get(i));
    }
    return rows;
  }

  static int[] indices(JsonNode array) {
    return GoldenFile.ints(array).stream().mapToInt(i -> i).toArray();
  }

  static int[][] indexRows(JsonNode array) {
    int[][] rows = new int[array.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = indices(array.get(i));
    }
    return rows;
  }

  static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    for (Iterator<String> i = object.fieldNames(); i.hasNext(); ) {
      keys.add(i.next());
    }
    return keys;
  }

  void same(String what, JsonNode stored, double found) {
    double wanted = number(stored);
    if (Double.compare(wanted, found) == 0) {
      return;
    }
    double error = Math.abs(found - wanted);
    if (!(error <= absolute + relative * Math.abs(wanted))) {
      throw new AssertionError(what + " is " + wanted + ", but was " + found);
    }
    // Near 0 a relative error says nothing.
    worst = Math.max(worst, error / Math.max(relative == 0 ? 1 : 1e-3, Math.abs(wanted)));
  }

  void same(String what, JsonNode stored, double... found) {
    if (stored.size() != found.length) {
      throw new AssertionError(
          what + " has " + stored.size() + " values, but found were " + found.length);
    }
    for (int i = 0; i < found.length; i++) {
      same(what + "[" + i + "]", stored.get(i), found[i]);
    }
  }

  void sameRows(String what, JsonNode stored, double[][] found) {
    if (stored.size() != found.length) {
      throw new AssertionError(
          what + " has " + stored.size() + " rows, but found were " + found.length);
    }
    for (int i = 0; i < found.length; i++) {
      same(what + "[" + i + "]", stored.get(i), found[i]);
    }
  }

  void sameIndices(String what, JsonNode stored, int... found) {
    same(what, stored, Arrays.stream(found).asDoubleStream().toArray());
  }
}
