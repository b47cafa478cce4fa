package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * One stored quantity of an algorithm file.
 *
 * @param values all elements, or every {@code stride}-th
 * @param tol suggested absolute bound on every element; 0 for integers
 * @param tolMost suggested bound on 99 % of the elements
 */
record Stored(
    String name,
    List<Long> shape,
    boolean exact,
    double[] values,
    int stride,
    double tol,
    double tolMost,
    JsonNode whole) {

  /** How a quantity may differ. */
  enum Rule {
    /** Every element within tol; integers equal. */
    EVERY,
    /** As EVERY, or all but 1 % within tolMost: for what comes after a sign or a threshold. */
    MOST,
    /** At most 1 % of the elements different: masks and code indices. */
    MASK
  }

  private static final double SHARE = 0.01;

  static Stored of(String name, JsonNode node) {
    String dtype = node.path("dtype").asText();
    boolean exact = dtype.startsWith("int") || dtype.equals("bool");
    double tol = node.path("tol").asDouble(0);
    return new Stored(
        name,
        GoldenFile.shape(node.get("shape")),
        exact,
        GoldenFile.doubles(node.get("values")),
        node.path("stride").asInt(1),
        tol,
        node.path("tol_p99").asDouble(tol),
        node);
  }

  /** Number of elements of the whole quantity. */
  int size() {
    return FormulaTensors.size(shape);
  }

  /** The values as floats; only where all of them are stored. */
  float[] floats() {
    if (values.length != size()) {
      throw new IllegalStateException(name + " is stored in part only, every " + stride + "th");
    }
    float[] all = new float[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) values[i];
    }
    return all;
  }

  double largest() {
    double largest = 0;
    for (double x : values) {
      largest = Math.max(largest, Double.isFinite(x) ? Math.abs(x) : 0);
    }
    return largest;
  }

  Stored within(double bound) {
    return new Stored(name, shape, exact, values, stride, bound, bound, whole);
  }

  /**
   * Compares.
   *
   * @param found the whole quantity, row-major
   * @return the largest difference over the largest stored value
   * @throws AssertionError naming the quantity, the bound and what was found
   */
  double check(double[] found, Rule rule) {
    if (found.length != size()) {
      throw new AssertionError(
          name + " has " + found.length + " values, but " + shape + " are stored");
    }
    double worst = 0;
    int outside = 0;
    int outsideMost = 0;
    for (int k = 0; k < values.length; k++) {
      double d = difference(values[k], found[k * stride]);
      worst = Math.max(worst, d);
      outside += d > tol ? 1 : 0;
      outsideMost += d > tolMost ? 1 : 0;
    }
    int allowed = (int) (SHARE * values.length);
    boolean good =
        switch (rule) {
          case EVERY -> outside == 0;
          case MOST -> outside == 0 || outsideMost <= allowed;
          case MASK -> outside <= allowed;
        };
    if (!good) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s differs by up to %.3g (values up to %.3g): %d of %d are outside %.3g, %d"
                  + " outside %.3g",
              name,
              worst,
              largest(),
              outside,
              values.length,
              tol,
              outsideMost,
              tolMost));
    }
    checkWhole(found, rule);
    return exact ? 0 : worst / Math.max(largest(), Double.MIN_NORMAL);
  }

  /** NaN equals NaN, an infinity itself; anything else not a number is infinitely wrong. */
  private static double difference(double wanted, double found) {
    if (Double.compare(wanted, found) == 0) {
      return 0;
    }
    double d = Math.abs(wanted - found);
    return Double.isNaN(d) ? Double.POSITIVE_INFINITY : d;
  }

  /** What is stored of a whole quantity of which only every stride-th element is. */
  private void checkWhole(double[] found, Rule rule) {
    if (stride == 1 || rule == Rule.MASK) {
      return;
    }
    double sum = 0;
    double squares = 0;
    for (double x : found) {
      sum += x;
      squares += x * x;
    }
    // 1 % of the elements may be anywhere a few tolerances away.
    double bound = tol;
    near("mean", sum / found.length, bound);
    near("l2", Math.sqrt(squares), bound * Math.sqrt(found.length));
  }

  private void near(String what, double found, double bound) {
    double wanted = whole.get(what).asDouble();
    if (!(Math.abs(wanted - found) <= bound)) {
      throw new AssertionError(
          name + ": the " + what + " of all values is " + found + ", but " + wanted + " is stored");
    }
  }

  static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  static double[] widened(long[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
