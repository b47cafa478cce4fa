package io.otherwise.golden;

import io.otherwise.bench.FormulaWeights;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The weights, images and noise of the golden files: every value follows from the tensor's name,
 * the file's run and the element's place, so no file has to hold them.
 */
final class FormulaTensors {
  private static final double SQRT_3 = Math.sqrt(3.0);

  private final long seed;

  private FormulaTensors(String name, int run) {
    this.seed = seed(name, run);
  }

  static long seed(String name, int run) {
    return FormulaWeights.seed(name, run);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256, but this one has not", e);
    }
  }

  static double u(long seed, long i) {
    return FormulaWeights.uniform(seed, i);
  }

  private float[] filled(int size, DoubleUnaryOperator ofU) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ofU.applyAsDouble(u(seed, i));
    }
    return values;
  }

  private static double v(double u) {
    return 2 * u - 1;
  }

  /** A weight by its key. */
  static float[] parameter(String key, int run, List<Long> shape) {
    return FormulaWeights.of(key, run, shape);
  }

  /**
   * An input of a network file.
   *
   * @param kind as the files name it: unit, unit64, unit4096, image01 or image11
   */
  static float[] input(String kind, String name, int run, int size) {
    FormulaTensors f = new FormulaTensors(name, run);
    return switch (kind) {
      case "unit" -> f.filled(size, u -> v(u) * SQRT_3);
      case "unit64" -> f.filled(size, u -> v(u) * SQRT_3 * 64.0);
      case "unit4096" -> f.filled(size, u -> v(u) * SQRT_3 * 4096.0);
      case "image01" -> f.filled(size, u -> u);
      case "image11" -> f.filled(size, FormulaTensors::v);
      default ->
          throw new NotUnderstood(
              "inputs are of kind unit, unit64, unit4096, image01, image11 or int64, but "
                  + name
                  + " is of kind "
                  + kind
                  + "; teach FormulaTensors that kind");
    };
  }

  /** An image in [0, 1]. */
  static float[] image(String name, int run, int size) {
    return input("image01", name, run, size);
  }

  /** A cotangent, or an element of a text context: v itself. */
  static float[] symmetric(String name, int run, int size) {
    return input("image11", name, run, size);
  }

  /** What stands for a method's n-th Gaussian draw. */
  static float[] noise(String method, int n, int run, int size) {
    return input("unit", "noise:" + method + ":" + n, run, size);
  }

  static int size(List<Long> shape) {
    return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b));
  }
}
