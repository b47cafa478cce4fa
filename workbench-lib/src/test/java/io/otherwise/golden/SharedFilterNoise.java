package io.otherwise.golden;

import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;

/**
 * The draws of ACE's code when it takes gradients in segments: one an iteration, with an entry for
 * every step and one more, which all images of the batch share; then the refinement's, as ever.
 */
final class SharedFilterNoise implements Noise {
  private final String method;
  private final int run;
  private final int iterations;
  private final int depth;
  private int drawn;

  SharedFilterNoise(String method, int run, int iterations, int depth) {
    this.method = method;
    this.run = run;
    this.iterations = iterations;
    this.depth = depth;
  }

  @Override
  public Tensor draw(String stream, int step, long... shape) {
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    int number = drawn++;
    if (number >= iterations * depth) {
      int n = iterations + number - iterations * depth;
      return Tensor.of(FormulaTensors.noise(method, n, run, size), shape);
    }
    int each = size / (int) shape[0];
    float[] entries = FormulaTensors.noise(method, number / depth, run, (depth + 1) * each);
    float[] all = new float[size];
    for (int i = 0; i < shape[0]; i++) {
      System.arraycopy(entries, number % depth * each, all, i * each, each);
    }
    return Tensor.of(all, shape);
  }
}
