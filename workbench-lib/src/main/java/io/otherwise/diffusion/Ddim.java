package io.otherwise.diffusion;

import io.otherwise.tensor.Tensor;

/**
 * Denoising diffusion implicit models: without added noise (eta = 0), and with.
 *
 * <p>Song et al. (2021), <a href="https://arxiv.org/abs/2010.02502">Denoising Diffusion Implicit
 * Models</a>. All tensors are N x C x H x W.
 */
public final class Ddim {
  private Ddim() {}

  /** The forward process: sqrt(abar) x0 + sqrt(1 - abar) noise. */
  public static Tensor noised(Tensor x0, Tensor noise, double alphaBar) {
    return x0.times(Math.sqrt(alphaBar)).plus(noise.times(Math.sqrt(1 - alphaBar)));
  }

  /** The predicted clean value: (x - sqrt(1 - abar) eps) / sqrt(abar). Eq. 9. */
  public static Tensor clean(Tensor xt, Tensor eps, double alphaBar) {
    return xt.minus(eps.times(Math.sqrt(1 - alphaBar))).over(Math.sqrt(alphaBar));
  }

  /** One reverse step: sqrt(abar') x0 + sqrt(1 - abar') eps, abar' being the step below. Eq. 12. */
  public static Tensor step(Tensor xt, Tensor eps, double alphaBar, double alphaBarPrevious) {
    return noised(clean(xt, eps, alphaBar), eps, alphaBarPrevious);
  }

  /**
   * The standard deviation of the noise that a reverse step adds: eta sqrt((1 - abar') / (1 -
   * abar)) sqrt(1 - abar / abar'). Eq. 16; with eta = 1 the step is that of a DDPM.
   */
  public static double sigma(double alphaBar, double alphaBarPrevious, double eta) {
    return eta
        * Math.sqrt((1 - alphaBarPrevious) / (1 - alphaBar))
        * Math.sqrt(1 - alphaBar / alphaBarPrevious);
  }

  /**
   * One reverse step that adds noise: sqrt(abar') x0 + sqrt(1 - abar' - sigma^2) eps + sigma noise.
   * Eq. 12.
   */
  public static Tensor step(
      Tensor xt, Tensor eps, double alphaBar, double alphaBarPrevious, double sigma, Tensor noise) {
    return clean(xt, eps, alphaBar)
        .times(Math.sqrt(alphaBarPrevious))
        .plus(eps.times(Math.sqrt(1 - alphaBarPrevious - sigma * sigma)))
        .plus(noise.times(sigma));
  }
}
