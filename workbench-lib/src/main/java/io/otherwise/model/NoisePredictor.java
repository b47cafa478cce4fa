package io.otherwise.model;

import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Work;
import java.util.Optional;

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

  /**
   * What a prediction takes, where it can be told before it runs.
   *
   * @param zt shape of the latent
   * @param context shape of the tokens
   */
  default Optional<Work> work(long[] zt, long... context) {
    return Optional.empty();
  }
}
