package io.otherwise.network;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;

/** Weights that keep a signal alive through many layers, and images; the same in every run. */
final class SeededWeights {
  private SeededWeights() {}

  /** A network with the script's weights filled. */
  static Network filled(Script s) {
    return new Network(s, Weights.from(s.parameters(), SeededWeights::of));
  }

  /** Scales and variances of 1, shifts near 0, and kernels whose output varies as their input. */
  static float[] of(Script.Parameter p) {
    float[] values = new float[p.size()];
    if (p.shape().size() < 2) {
      boolean scale = p.key().endsWith("weight") || p.key().endsWith("running_var");
      Arrays.fill(values, scale ? 1 : 0.01f);
      return values;
    }
    double bound = Math.sqrt(6.0 * p.shape().get(0) / p.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * Seed.uniform(p.key().hashCode(), i) - 1));
    }
    return values;
  }

  /** An image with values in [0, 1]. */
  static Tensor image(int key, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seed.uniform(key, i);
    }
    return Tensor.of(values, shape);
  }

  static List<String> keys(Script s) {
    return s.parameters().stream().map(Script.Parameter::key).toList();
  }

  /** How many numbers a network has to learn or to count. */
  static long size(ImageNetwork network) {
    Script s = new Script();
    network.forward(s.layers(), s.input("image"));
    return s.parameters().stream().mapToLong(Script.Parameter::size).sum();
  }
}
