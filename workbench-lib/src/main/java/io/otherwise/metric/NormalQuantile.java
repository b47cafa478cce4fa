package io.otherwise.metric;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** Quantiles of the standard normal distribution. */
final class NormalQuantile {
  /** The level of every interval that tables print. */
  static final double LEVEL = 0.95;

  private NormalQuantile() {}

  /**
   * How many deviations to either side hold a share of the distribution: 1.96 for 0.95.
   *
   * @param level the share, in (0, 1)
   */
  static double twoSided(double level) {
    return new NormalDistribution().inverseCumulativeProbability((1 + checked(level)) / 2);
  }

  /** Refuses a level that no interval has. */
  static double checked(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "the level of an interval is a share between 0 and 1, but was "
              + level
              + "; 0.95 is usual");
    }
    return level;
  }
}
