package io.otherwise.model;

import io.otherwise.tensor.Tensor;

/** The trained network of pixel diffusion and nothing else. */
@FunctionalInterface
public interface PixelPredictor {
  /**
   * Predicts the noise, and how uncertain the step is where the network learnt that.
   *
   * @param xt N x C x H x W, the noisy image; a clean one lies in [-1, 1]
   * @param timesteps N values in the network's own unit, 0 = almost clean
   * @return N x C x H x W, or N x 2C x H x W with the place of the variance in its range, nominally
   *     in [-1, 1]
   */
  Tensor predict(Tensor xt, Tensor timesteps);
}
