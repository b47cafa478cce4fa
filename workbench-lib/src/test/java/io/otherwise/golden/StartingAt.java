package io.otherwise.golden;

import io.otherwise.model.Autoencoder;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;

/**
 * An autoencoder whose encoder answers so that a noiseless abduction gives a stored latent: a run
 * then continues from a step's recorded input.
 *
 * @param signal what the abduction multiplies the latent with
 */
record StartingAt(Autoencoder decoder, Stored latent, double signal) implements Autoencoder {
  @Override
  public int channels() {
    return decoder.channels();
  }

  @Override
  public int factor() {
    return decoder.factor();
  }

  @Override
  public Tensor encode(Tensor image, Noise noise) {
    float[] values = latent.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] / signal);
    }
    long[] shape = latent.shape().stream().mapToLong(Long::longValue).toArray();
    return Tensor.of(values, shape);
  }

  @Override
  public Tensor decode(Tensor z) {
    return decoder.decode(z);
  }

  /** Leaves the decoder to its owner. */
  @Override
  public void close() {
    // Borrowed.
  }
}
