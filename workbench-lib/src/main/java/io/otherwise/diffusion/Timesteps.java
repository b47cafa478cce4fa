package io.otherwise.diffusion;

import java.util.Arrays;
import java.util.stream.IntStream;

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

  /**
   * The list of guided diffusion ("timestep_respacing"): the schedule is cut into sections of equal
   * length, and a given number of timesteps is spread over each, its two ends included; halves
   * round to even, as in the reference.
   *
   * @param sections counts joined by commas, such as {@code 200} or {@code 10,15,20}; or {@code
   *     ddim50} for every c-th timestep where that gives exactly 50
   * @throws IllegalArgumentException if a section has fewer timesteps than are asked of it
   */
  public static Timesteps spaced(NoiseSchedule schedule, String sections) {
    if (sections.startsWith("ddim")) {
      return new Timesteps(schedule, everyCth(schedule.steps(), number(sections.substring(4))));
    }
    int[] counts = Arrays.stream(sections.split(",")).mapToInt(Timesteps::number).toArray();
    int size = schedule.steps() / counts.length;
    int longer = schedule.steps() % counts.length;
    IntStream kept = IntStream.empty();
    int start = 0;
    for (int i = 0; i < counts.length; i++) {
      int length = i < longer ? size + 1 : size;
      kept = IntStream.concat(kept, section(start, length, counts[i]));
      start += length;
    }
    return new Timesteps(schedule, kept.toArray());
  }

  private static IntStream section(int start, int length, int count) {
    if (count < 1 || count > length) {
      throw new IllegalArgumentException(
          "a section of "
              + length
              + " timesteps can keep 1 to all of them, but was asked for "
              + count
              + "; ask for fewer or cut the schedule into fewer sections");
    }
    double stride = count == 1 ? 1 : (length - 1.0) / (count - 1);
    // Added up step by step as the reference does: it decides which way a half rounds.
    double[] at = new double[count];
    for (int i = 1; i < count; i++) {
      at[i] = at[i - 1] + stride;
    }
    return Arrays.stream(at).mapToInt(x -> start + (int) Math.rint(x));
  }

  private static int[] everyCth(int steps, int count) {
    for (int c = 1; c < steps; c++) {
      if ((steps + c - 1) / c == count) {
        int stride = c;
        return IntStream.range(0, count).map(i -> i * stride).toArray();
      }
    }
    throw new IllegalArgumentException(
        "every c-th of "
            + steps
            + " timesteps must give exactly the count asked for, but no c gives "
            + count
            + "; choose a divisor of the number of timesteps");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a respacing is counts joined by commas, or ddim and a count, but a part was '"
              + text
              + "'; write for example 200, 10,15,20 or ddim50",
          e);
    }
  }

  /** The schedule of the kept timesteps alone: position i of this list is its timestep i. */
  public NoiseSchedule respaced() {
    double[] betas = new double[timesteps.length];
    Arrays.setAll(betas, i -> 1 - alphaBar(i) / (i == 0 ? 1 : alphaBar(i - 1)));
    return NoiseSchedule.ofBetas(betas);
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
