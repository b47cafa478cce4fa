package io.otherwise.diffusion;

import io.otherwise.tensor.Tensor;

/**
 * Denoising diffusion probabilistic models: the ancestral step and its numbers.
 *
 * <p>Ho et al. (2020), <a href="https://arxiv.org/abs/2006.11239">Denoising Diffusion Probabilistic
 * Models</a>; Nichol and Dhariwal (2021), <a href="https://arxiv.org/abs/2102.09672">Improved
 * DDPM</a>. All tensors are N x C x H x W. A sampler that skips timesteps passes the schedule of
 * those it keeps, {@link Timesteps#respaced}.
 *
 * @param schedule has at least 2 timesteps
 */
public record Ddpm(NoiseSchedule schedule) {

  public Ddpm {
    if (schedule.steps() < 2) {
      throw new IllegalArgumentException(
          "an ancestral sampler needs at least 2 timesteps, but the schedule has "
              + schedule.steps()
              + "; keep more of them");
    }
  }

  /** The forward process: sqrt(abar_t) x0 + sqrt(1 - abar_t) noise. Ho et al., Eq. 4. */
  public Tensor noised(Tensor x0, Tensor noise, int t) {
    return Ddim.noised(x0, noise, schedule.alphaBar(t));
  }

  /** The predicted clean image, sqrt(1/abar_t) x_t - sqrt(1/abar_t - 1) eps. Eq. 4 solved. */
  public Tensor clean(Tensor xt, Tensor eps, int t) {
    return xt.times(noisyForClean(t)).minus(eps.times(noiseForClean(t)));
  }

  /** The mean of q(x_{t-1} | x_t, x0). Eq. 7. */
  public Tensor mean(Tensor x0, Tensor xt, int t) {
    return x0.times(meanOfClean(t)).plus(xt.times(meanOfNoisy(t)));
  }

  /**
   * One ancestral step: mean + exp(logVariance / 2) noise; at timestep 0 the mean itself.
   *
   * @param logVariance of the same shape as the mean, learned or {@link #logVariance(int)}
   */
  public Tensor step(Tensor mean, Tensor logVariance, Tensor noise, int t) {
    return t == 0 ? mean : mean.plus(logVariance.times(0.5).exp().times(noise));
  }

  /**
   * A variance between its two bounds, as its logarithm: v log beta_t + (1 - v) log beta~_t,
   * beta~_t being {@link #variance}. Nichol and Dhariwal, Eq. 15.
   *
   * @param output what a network says: -1 for the lower bound, 1 for the upper one
   */
  public Tensor learnedLogVariance(Tensor output, int t) {
    double low = logVariance(t);
    double high = Math.log(schedule.beta(t));
    Tensor v = output.plus(1).over(2);
    return v.times(high).plus(v.times(-1).plus(1).times(low));
  }

  /** The upper bound of the variance, beta_t, as a logarithm; at timestep 0 the lower one of 1. */
  public double logVarianceLarge(int t) {
    return t == 0 ? logVariance(1) : Math.log(schedule.beta(t));
  }

  /** What x_t is multiplied with for the clean image: sqrt(1/abar_t). */
  public double noisyForClean(int t) {
    return Math.sqrt(1 / schedule.alphaBar(t));
  }

  /** What the noise is multiplied with for the clean image: sqrt(1/abar_t - 1). */
  public double noiseForClean(int t) {
    return Math.sqrt(1 / schedule.alphaBar(t) - 1);
  }

  /** The variance of q(x_{t-1} | x_t, x0), 0 at timestep 0. Eq. 7. */
  public double variance(int t) {
    return schedule.beta(t) * (1 - schedule.alphaBarPrevious(t)) / (1 - schedule.alphaBar(t));
  }

  /** Its logarithm; at timestep 0, where it would be minus infinity, that of timestep 1. */
  public double logVariance(int t) {
    return Math.log(variance(Math.max(t, 1)));
  }

  /** What x0 is multiplied with in the mean. Eq. 7. */
  public double meanOfClean(int t) {
    return schedule.beta(t) * Math.sqrt(schedule.alphaBarPrevious(t)) / (1 - schedule.alphaBar(t));
  }

  /** What x_t is multiplied with in the mean. Eq. 7. */
  public double meanOfNoisy(int t) {
    return (1 - schedule.alphaBarPrevious(t))
        * Math.sqrt(1 - schedule.beta(t))
        / (1 - schedule.alphaBar(t));
  }
}
