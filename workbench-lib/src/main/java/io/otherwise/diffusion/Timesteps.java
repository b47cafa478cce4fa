package io.otherwise.diffusion;

import java.util.Arrays;

/**
 * The timesteps a sampler visits, by position: position 0 is the least noisy one. Immutable.
 *
 * <p>{@code previous} is the step towards the clean image.
 */
public final class Timesteps {
  private final NoiseSchedule schedule;
  private final int[] timesteps;

  private Timesteps(NoiseSchedule schedule, int[] timesteps) {
    this.schedule = schedule;
    this.timesteps = timesteps;
  }

  /**
   * The "uniform" list of latent diffusion's DDIM: every c-th timestep plus one, c = T / count,
   * such as 1, 3, ..., 999 for 500 of 1000. Where c does not divide T the list is longer than
   * count, as in the reference.
   *
   * @param count how many steps to visit, in [1, T]
   */
  public static Timesteps ddim(NoiseSchedule schedule, int count) {
    if (count < 1 || count > schedule.steps()) {
      throw new IllegalArgumentException(
          "a sampler visits between 1 and all "
              + schedule.steps()
              + " timesteps, but was asked for "
              + count
              + "; the paper uses 500");
    }
    int stride = schedule.steps() / count;
    int length = (schedule.steps() + stride - 1) / stride;
    int[] timesteps = new int[length];
    // The last may pass the end of the schedule, as 1 + 999 does for a stride of 1.
    Arrays.setAll(timesteps, i -> Math.min(i * stride + 1, schedule.steps() - 1));
    return new Timesteps(schedule, timesteps);
  }

  /** How many there are. */
  public int size() {
    return timesteps.length;
  }

  /** The training timestep at a position. */
  public int at(int position) {
    return timesteps[position];
  }

  /** All of them, least noisy first. */
  public int[] toArray() {
    return timesteps.clone();
  }

  /** abar at a position. */
  public double alphaBar(int position) {
    return schedule.alphaBar(timesteps[position]);
  }

  /** abar at the position below; at position 0 it is abar of timestep 0, not 1, as in the code. */
  public double alphaBarPrevious(int position) {
    return position == 0 ? schedule.alphaBar(0) : alphaBar(position - 1);
  }
}
