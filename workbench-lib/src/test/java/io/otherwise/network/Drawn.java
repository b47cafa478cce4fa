package io.otherwise.network;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.List;
import java.util.function.Function;

/** A small network with weights drawn by their keys, run on one input. */
final class Drawn {
  private static final float SCALE = 0.2f;

  private Drawn() {}

  /** The values of every output. */
  static List<float[]> run(Script script, Tensor... inputs) {
    return of(script, Tensor::floats, inputs);
  }

  /** The shape of every output. */
  static List<long[]> shapes(Script script, Tensor... inputs) {
    return of(script, Tensor::shape, inputs);
  }

  private static <T> List<T> of(Script script, Function<Tensor, T> read, Tensor... inputs) {
    try (Network network = new Network(script, weights(script))) {
      return network.runAll(inputs).stream().map(read).toList();
    }
  }

  private static Weights weights(Script script) {
    return Weights.from(script.parameters(), p -> values(p.key(), p.size()));
  }

  private static float[] values(String key, int size) {
    float[] values = new float[size];
    Noise.fill(Seed.seed(1).key(key, "weights", 0), values, 0, size);
    for (int i = 0; i < size; i++) {
      values[i] *= SCALE;
    }
    return values;
  }

  /** Images of noise, the same for the same shape; in the innermost scope. */
  static Tensor images(long... shape) {
    long size = 1;
    for (long n : shape) {
      size *= n;
    }
    return Tensor.of(values("images", (int) size), shape);
  }

  static List<String> keys(Script script) {
    return script.parameters().stream().map(Script.Parameter::key).toList();
  }

  static long size(Script script) {
    return script.parameters().stream().mapToLong(Script.Parameter::size).sum();
  }
}
