package io.otherwise.network;

import io.otherwise.tensor.Script.Value;

/** The sinusoidal embedding that diffusion U-Nets give their timesteps. */
public final class TimestepEmbedding {
  private static final double LONGEST_PERIOD = 10_000;

  private TimestepEmbedding() {}

  /**
   * [cos(t f_0) .. cos(t f_h-1), sin(t f_0) .. sin(t f_h-1)], f_i = 10000^(-i/h), h = width / 2.
   *
   * @param timesteps N timesteps, 0 = clean
   * @param width an odd one has a zero at the end
   * @return N x width
   */
  public static Value of(Value timesteps, int width) {
    int half = width / 2;
    Value order = timesteps.counting(half);
    Value frequencies = order.times(-Math.log(LONGEST_PERIOD)).over((double) half).exp();
    Value phases = timesteps.asFloat().unsqueeze(1).times(frequencies.unsqueeze(0));
    Value embedding = phases.cos().concat(phases.sin(), 1);
    return width % 2 == 0 ? embedding : embedding.padded(0, 1, 0, 0);
  }
}
