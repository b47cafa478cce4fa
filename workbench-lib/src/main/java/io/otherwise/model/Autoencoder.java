package io.otherwise.model;

import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Work;
import java.util.Optional;

/** Pixels to latents and back, the published scale factor included. */
public interface Autoencoder extends AutoCloseable {
  /** Channels of the latent. */
  int channels();

  /** Image pixels a latent pixel, along a side. */
  int factor();

  /**
   * Encodes.
   *
   * @param image N x 3 x H x W in [-1, 1]
   * @param noise for autoencoders whose latent is a distribution: one draw, stream {@code
   *     posterior}
   * @return N x channels x H/factor x W/factor, scaled
   */
  Tensor encode(Tensor image, Noise noise);

  /**
   * Decodes.
   *
   * @param latent N x channels x h x w, scaled
   * @return N x 3 x H x W, nominally in [-1, 1], not clamped
   */
  Tensor decode(Tensor latent);

  /**
   * What decoding takes, where it can be told before it runs.
   *
   * @param latent its shape
   */
  default Optional<Work> work(long... latent) {
    return Optional.empty();
  }

  /**
   * The decoder with copies of its weights, which live in the innermost open scope and may be
   * fitted to one image; this autoencoder stays as it is.
   *
   * @throws IllegalArgumentException if its weights are out of reach
   */
  default FittedDecoder fitted() {
    throw new IllegalArgumentException(
        "a decoder is fitted through its weights, but those of "
            + getClass().getSimpleName()
            + " are out of reach; choose a KL or VQ autoencoder, or do not fit the decoder");
  }

  @Override
  void close();
}
