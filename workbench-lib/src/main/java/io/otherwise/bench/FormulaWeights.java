package io.otherwise.bench;

import io.otherwise.artifact.Sha256;
import io.otherwise.tensor.Script;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Weights that follow from a key's name and a value's place, so that a network of full size runs
 * without the published file. A kernel keeps the variance of what it is given.
 */
public final class FormulaWeights {
  private FormulaWeights() {}

  /** The weights of keys that stand below a place of a checkpoint. */
  public static Function<Script.Parameter, float[]> below(String place, int run) {
    return p -> of(place + p.key(), run, p.shape());
  }

  /** A weight by its key: its scale depends on the number of dimensions and on the key's end. */
  public static float[] of(String key, int run, List<Long> shape) {
    int size = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
    if (shape.size() >= 2) {
      return around(0, Math.sqrt(3.0 / (size / shape.get(0))), key, run, size);
    } else if (key.endsWith(".weight")) {
      return around(1, 0.1, key, run, size);
    } else if (key.endsWith("running_var")) {
      // Between 1 and 1.5.
      return around(1.25, 0.25, key, run, size);
    }
    return around(0, 0.1, key, run, size);
  }

  /** Uniform values up to {@code reach} to both sides. */
  private static float[] around(double middle, double reach, String name, int run, int size) {
    long seed = seed(name, run);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (middle + reach * (2 * uniform(seed, i) - 1));
    }
    return values;
  }

  /** The first 8 bytes of SHA-256 of "name#run", big-endian. */
  public static long seed(String name, int run) {
    String hash = Sha256.of((name + "#" + run).getBytes(StandardCharsets.UTF_8));
    return Long.parseUnsignedLong(hash.substring(0, 16), 16);
  }

  /** The uniform value of a place in [0, 1), a multiple of 2^-24 (SplitMix64's output function). */
  public static double uniform(long seed, long place) {
    long z = seed + (place + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-24;
  }
}
