package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a network file stores of an output or a gradient: its first values, some spread over it, and
 * statistics of all.
 */
record Summary(String name, List<Long> shape, JsonNode json) {
  /** ReLU networks: a rounding-level change flips a unit and moves part of the gradient. */
  private static final double MEDIAN_BOUND = 3e-4;

  static Summary of(String name, JsonNode json) {
    return new Summary(name, GoldenFile.shape(json.get("shape")), json);
  }

  /**
   * Compares by relative L2 error of the stored values, and norm, mean and deviation of all.
   *
   * @param bound largest relative L2 error
   * @param flips whether single units may flip: then most values must be much closer than the bound
   * @return the relative L2 error of the spread values
   */
  double check(float[] found, double bound, boolean flips) {
    if (found.length != FormulaTensors.size(shape)) {
      throw new AssertionError(name + " has " + found.length + " values instead of " + shape);
    }
    double[] first = GoldenFile.doubles(json.get("first"));
    double[] spread = GoldenFile.doubles(json.get("spread"));
    double[] foundFirst = Stored.widened(Arrays.copyOf(found, first.length));
    double[] foundSpread = spread(found, spread.length);
    relative("first values", foundFirst, first, bound);
    double error = relative("spread values", foundSpread, spread, bound);
    if (flips) {
      median("first values", foundFirst, first);
      median("spread values", foundSpread, spread);
    }
    statistics(found, bound);
    return error;
  }

  /** The norm alone, of an intermediate layer. */
  void checkNorm(float[] found, double bound) {
    near("l2", norm(Stored.widened(found)), bound * json.get("l2").asDouble());
  }

  private void relative(String what, double error, double bound) {
    if (!(error <= bound)) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: the %s have a relative L2 error of %.3g, allowed is %.3g",
              name,
              what,
              error,
              bound));
    }
  }

  private double relative(String what, double[] found, double[] wanted, double bound) {
    double error = norm(minus(found, wanted)) / size(wanted);
    relative(what, error, bound);
    return error;
  }

  /** Their norm; that of as many average values where all happen to be zero, as after a ReLU. */
  private double size(double... wanted) {
    double norm = norm(wanted);
    double share = (double) wanted.length / FormulaTensors.size(shape);
    return norm > 0 ? norm : json.get("l2").asDouble() * Math.sqrt(share);
  }

  private void median(String what, double[] found, double[] wanted) {
    double[] differences = minus(found, wanted);
    Arrays.setAll(differences, i -> Math.abs(differences[i]));
    Arrays.sort(differences);
    double rms = size(wanted) / Math.sqrt(wanted.length);
    relative(what + " (median)", differences[differences.length / 2] / rms, MEDIAN_BOUND);
  }

  private void statistics(float[] found, double bound) {
    double[] wide = Stored.widened(found);
    double l2 = norm(wide);
    double mean = Arrays.stream(wide).average().orElse(0);
    double variance = Arrays.stream(wide).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    double wantedL2 = json.get("l2").asDouble();
    near("l2", l2, bound * wantedL2);
    near("mean", mean, bound * wantedL2 / Math.sqrt(wide.length));
    near("std", Math.sqrt(variance), bound * wantedL2 / Math.sqrt(wide.length));
  }

  private void near(String what, double found, double bound) {
    double wanted = json.get(what).asDouble();
    if (!(Math.abs(wanted - found) <= bound)) {
      throw new AssertionError(
          String.format(Locale.ROOT, "%s: %s is %.9g, stored is %.9g", name, what, found, wanted));
    }
  }

  private static double[] spread(float[] found, int count) {
    double[] values = new double[count];
    Arrays.setAll(values, j -> found[(int) ((long) j * found.length / count)]);
    return values;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  private static double norm(double... values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
  }
}
