package io.otherwise.network;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Networks with weights that keep a signal alive through many layers; the same in every run. */
final class Drawn {
  private Drawn() {}

  /** A network that returns its scores, then some of its layers. */
  static Script script(ImageNetwork network, String... layers) {
    Script s = new Script();
    ImageNetwork.Activations made = network.forward(s.layers(), s.input("image"));
    s.returns(made.logits());
    s.returns(Arrays.stream(layers).map(made.layers()::get).toArray(Value[]::new));
    return s;
  }

  /** What such a network returns of an image; in the innermost scope. */
  static List<Tensor> run(ImageNetwork network, Tensor image, String... layers) {
    try (Network compiled = filled(script(network, layers))) {
      return compiled.runAll(image);
    }
  }

  /** The values of every output. */
  static List<float[]> run(Script script, Tensor... inputs) {
    return of(script, Tensor::floats, inputs);
  }

  /** The shape of every output. */
  static List<long[]> shapes(Script script, Tensor... inputs) {
    return of(script, Tensor::shape, inputs);
  }

  private static <T> List<T> of(Script script, Function<Tensor, T> read, Tensor... inputs) {
    try (Network network = filled(script)) {
      return network.runAll(inputs).stream().map(read).toList();
    }
  }

  /** A network with the script's weights filled. */
  static Network filled(Script s) {
    return new Network(s, Weights.from(s.parameters(), Drawn::weights));
  }

  /** Scales and variances of 1, shifts near 0, and kernels whose output varies as their input. */
  static float[] weights(Script.Parameter p) {
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

  /** Images with values in [0, 1]; in the innermost scope. */
  static Tensor images(int key, long... shape) {
    float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Seed.uniform(key, i);
    }
    return Tensor.of(values, shape);
  }

  static List<String> keys(Script script) {
    return script.parameters().stream().map(Script.Parameter::key).toList();
  }

  /** How many numbers a network has to learn or to count. */
  static long size(Script script) {
    return script.parameters().stream().mapToLong(Script.Parameter::size).sum();
  }
}
