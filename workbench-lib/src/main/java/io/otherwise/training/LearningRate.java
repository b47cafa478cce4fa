package io.otherwise.training;

/**
 * Linear warm-up, then half a cosine down to a tenth.
 *
 * @param peak highest rate
 * @param warmUp steps until it is reached
 * @param total steps of the whole stage
 */
public record LearningRate(double peak, int warmUp, int total) {
  private static final double FLOOR = 0.1;

  /** The rate of a step counted from 0. */
  public double at(int step) {
    if (step < warmUp) {
      return peak * (step + 1) / warmUp;
    }
    double along = Math.min(1.0, (step - warmUp) / Math.max(1.0, total - warmUp));
    return peak * (FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * along)));
  }
}
