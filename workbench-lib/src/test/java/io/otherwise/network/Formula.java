package io.otherwise.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The weights and inputs of the golden files: every value from its name and place alone. */
final class Formula {
  private final long seed;

  Formula(String name, int run) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((name + "#" + run).getBytes(StandardCharsets.UTF_8));
      this.seed = ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In [0, 1), a multiple of 2^-24. */
  double u(int i) {
    long z = seed + (i + 1L) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
  }

  private double v(int i) {
    return 2 * u(i) - 1;
  }

  /** A weight of the given key. */
  static float[] weight(String key, int run, List<Long> shape) {
    Formula f = new Formula(key, run);
    int size = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    double bound = shape.size() < 2 ? 0 : Math.sqrt(3.0 / (size / shape.get(0)));
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      if (shape.size() >= 2) {
        values[i] = (float) (f.v(i) * bound);
      } else if (key.endsWith(".weight")) {
        values[i] = (float) (1.0 + 0.1 * f.v(i));
      } else if (key.endsWith("running_var")) {
        values[i] = (float) (1.0 + 0.5 * f.u(i));
      } else {
        values[i] = (float) (0.1 * f.v(i));
      }
    }
    return values;
  }

  /** An input or cotangent. */
  static float[] input(String name, int run, String kind, int size) {
    Formula f = new Formula(name, run);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] =
          (float)
              switch (kind) {
                case "image01" -> f.u(i);
                case "image11", "cotangent" -> f.v(i);
                case "unit64" -> f.v(i) * Math.sqrt(3.0) * 64.0;
                default -> throw new IllegalArgumentException("unknown kind " + kind);
              };
    }
    return values;
  }
}
