package io.otherwise.model;

import io.otherwise.tensor.Tensor;

/** The trained diffusion network and nothing else: which noise is in this latent. */
@FunctionalInterface
public interface NoisePredictor {
  /**
   * Predicts the noise.
   *
   * @param zt N x C x h x w, the noisy latent
   * @param timesteps N integers of the training schedule, 0 = almost clean
   * @param context N x tokens x width, what the latent should show
   * @return N x C x h x w
   */
  Tensor predict(Tensor zt, Tensor timesteps, Tensor context);
}
