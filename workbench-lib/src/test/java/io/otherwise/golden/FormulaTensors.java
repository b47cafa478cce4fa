package io.otherwise.golden;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  /** The first 8 bytes of SHA-256 of "name#run", big-endian. */
  static long seed(String name, int run) {
    byte[] text = (name + "#" + run).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.wrap(sha256().digest(text)).getLong();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256, but this one has not", e);
    }
  }

  /** The element's uniform value in [0, 1), a multiple of 2^-24 (SplitMix64's output function). */
  static double u(long seed, long i) {
    long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
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

  /** A weight by its key: its scale depends on the number of dimensions and on the key's end. */
  static float[] parameter(String key, int run, List<Long> shape) {
    FormulaTensors f = new FormulaTensors(key, run);
    int size = size(shape);
    if (shape.size() >= 2) {
      double bound = Math.sqrt(3.0 / (size / shape.get(0)));
      return f.filled(size, u -> v(u) * bound);
    } else if (key.endsWith(".weight")) {
      return f.filled(size, u -> 1.0 + 0.1 * v(u));
    } else if (key.endsWith("running_var")) {
      return f.filled(size, u -> 1.0 + 0.5 * u);
    }
    return f.filled(size, u -> 0.1 * v(u));
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
