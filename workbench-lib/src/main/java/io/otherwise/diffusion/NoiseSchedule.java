package io.otherwise.diffusion;

import java.util.Arrays;

/**
 * How much signal is left at each timestep: abar_t, the cumulative product of 1 - beta, in double
 * precision. Timestep 0 is almost clean. Immutable.
 */
public final class NoiseSchedule {
  private final double[] betas;
  private final double[] alphaBars;

  private NoiseSchedule(double[] betas) {
    this.betas = betas.clone();
    this.alphaBars = new double[betas.length];
    double product = 1;
    for (int t = 0; t < betas.length; t++) {
      product *= 1 - betas[t];
      alphaBars[t] = product;
    }
  }

  /**
   * A schedule of given noise rates.
   *
   * @throws IllegalArgumentException unless every beta lies in (0, 1]
   */
  public static NoiseSchedule ofBetas(double... betas) {
    for (double beta : betas) {
      if (!(beta > 0 && beta <= 1)) {
        throw new IllegalArgumentException(
            "noise rates lie in (0, 1], but one is " + beta + "; check the schedule's end points");
      }
    }
    return new NoiseSchedule(betas);
  }

  /**
   * Square roots of beta on a line: what latent diffusion calls "linear".
   *
   * @param steps timesteps of training, such as 1000
   */
  public static NoiseSchedule latent(double first, double last, int steps) {
    double[] betas = line(Math.sqrt(first), Math.sqrt(last), steps);
    Arrays.setAll(betas, t -> betas[t] * betas[t]);
    return ofBetas(betas);
  }

  /** The schedule of Stable Diffusion: 0.00085 to 0.012 in 1000 steps. */
  public static NoiseSchedule stableDiffusion() {
    return latent(0.00085, 0.0120, 1000);
  }

  /** The schedule of the class-conditional ImageNet model: 0.0015 to 0.0195 in 1000 steps. */
  public static NoiseSchedule cin256() {
    return latent(0.0015, 0.0195, 1000);
  }

  /** Betas on a line, from 0.1 / steps to 20 / steps: what pixel diffusion calls "linear". */
  public static NoiseSchedule linear(int steps) {
    return ofBetas(line(0.0001 * 1000 / steps, 0.02 * 1000 / steps, steps));
  }

  /** Evenly spaced values; the last one is exact, as in the reference library. */
  private static double[] line(double first, double last, int count) {
    double[] values = new double[count];
    double step = count > 1 ? (last - first) / (count - 1) : 0;
    Arrays.setAll(values, i -> i == count - 1 && count > 1 ? last : first + i * step);
    return values;
  }

  /** Number of training timesteps. */
  public int steps() {
    return betas.length;
  }

  /** beta_t. */
  public double beta(int t) {
    return betas[t];
  }

  /** abar_t, the share of signal variance left at timestep t. */
  public double alphaBar(int t) {
    return alphaBars[t];
  }

  /** abar_{t-1}; 1 below timestep 0, where nothing is noisy. */
  public double alphaBarPrevious(int t) {
    return t == 0 ? 1 : alphaBars[t - 1];
  }
}
