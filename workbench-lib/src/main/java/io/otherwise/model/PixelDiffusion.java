package io.otherwise.model;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.tensor.Tensor;

/**
 * A diffusion model of the pixels themselves: what DiME and its successors edit with. Its images
 * lie in [-1, 1]; {@link #signed} and {@link #unsigned} go there and back.
 *
 * @param name the name it goes by, such as {@code world-ddpm}
 * @param schedule the noise schedule of its training
 * @param variance where a reverse step's variance comes from
 * @param rescaledTimesteps whether the network was trained on timesteps in units of a thousandth of
 *     the schedule, as DVCE runs it; else it sees their numbers
 * @param unit sides of images are multiples of it
 */
public record PixelDiffusion(
    String name,
    PixelPredictor predictor,
    NoiseSchedule schedule,
    Variance variance,
    boolean rescaledTimesteps,
    int unit)
    implements AutoCloseable {

  /** Where the variance of a reverse step comes from. */
  public enum Variance {
    /** The network says where it lies between its bounds: Nichol and Dhariwal (2021), Eq. 15. */
    LEARNED_RANGE,
    /** The lower bound, the variance of the posterior. */
    SMALL,
    /** The upper bound, beta. */
    LARGE
  }

  private static final double FULL_TIME = 1000;

  /** A model that learnt its variance and sees the timesteps' numbers, as DiME's does. */
  public static PixelDiffusion learned(
      String name, PixelPredictor predictor, NoiseSchedule schedule, int unit) {
    return new PixelDiffusion(name, predictor, schedule, Variance.LEARNED_RANGE, false, unit);
  }

  public PixelDiffusion rescaledTimesteps(boolean value) {
    return new PixelDiffusion(name, predictor, schedule, variance, value, unit);
  }

  /**
   * The sampler that visits some of the timesteps.
   *
   * @param sections as {@link Timesteps#spaced} reads them, such as {@code 200}
   */
  public Ancestral respaced(String sections) {
    return new Ancestral(this, Timesteps.spaced(schedule, sections));
  }

  /** Images in [0, 1] to the model's range. */
  public static Tensor signed(Tensor images) {
    return images.times(2).minus(1);
  }

  /** The model's range to [0, 1]; not clamped, so that gradients live outside. */
  public static Tensor unsigned(Tensor x) {
    return x.plus(1).over(2);
  }

  /** A training timestep as the network wants it, once for every image of a batch. */
  Tensor time(int timestep, int batch) {
    if (rescaledTimesteps) {
      return Tensor.full(timestep * FULL_TIME / schedule.steps(), batch);
    }
    long[] values = new long[batch];
    java.util.Arrays.fill(values, timestep);
    return Tensor.of(values, batch);
  }

  /**
   * Refuses an image size the network cannot halve evenly.
   *
   * @throws IllegalArgumentException naming a size that fits
   */
  public void checkSize(int height, int width) {
    if (height % unit != 0 || width % unit != 0) {
      throw new IllegalArgumentException(
          ("%s works on images whose sides are multiples of %d, but this one is %d x %d; resize or"
                  + " crop it, for example to %d x %d")
              .formatted(name, unit, width, height, fitting(width), fitting(height)));
    }
  }

  private int fitting(int side) {
    return Math.max(unit, side / unit * unit);
  }

  @Override
  public void close() {
    if (predictor instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing " + name + " failed: " + e.getMessage(), e);
      }
    }
  }
}
