package io.otherwise.golden;

import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;

/** Plays a method's recorded draws in their order instead of counting them. */
final class FormulaNoise implements Noise {
  private final String method;
  private final int run;
  private final boolean shared;
  private int drawn;

  /**
   * Starts at draw 0.
   *
   * @param shared whether the generator restarts before the abduction of each image, so that all
   *     have draw 0 in the shape of one latent
   */
  FormulaNoise(String method, int run, boolean shared) {
    this.method = method;
    this.run = run;
    this.shared = shared;
  }

  /** How many draws there were. */
  int drawn() {
    return drawn;
  }

  @Override
  public Tensor draw(String stream, int step, long... shape) {
    int size = 1;
    for (long s : shape) {
      size = Math.toIntExact(size * s);
    }
    if (!shared || !stream.equals("abduction")) {
      return Tensor.of(FormulaTensors.noise(method, drawn++, run, size), shape);
    }
    int images = (int) shape[0];
    float[] one = FormulaTensors.noise(method, 0, run, size / images);
    float[] all = new float[size];
    for (int i = 0; i < images; i++) {
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return Tensor.of(all, shape);
  }
}
