package io.otherwise.metric;

/**
 * A share with its score interval, 95 % unless asked otherwise.
 *
 * <p>Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference; without
 * continuity correction, clipped to [0, 1].
 */
public record Wilson(double share, double low, double high, int n) {

  /**
   * From counts.
   *
   * @throws IllegalArgumentException unless 0 <= successes <= n and n > 0
   */
  public static Wilson of(int successes, int n) {
    return of(successes, n, NormalQuantile.LEVEL);
  }

  /**
   * At another level.
   *
   * @param level the share of such intervals that cover the true share, in (0, 1)
   * @throws IllegalArgumentException unless 0 <= successes <= n and n > 0
   */
  public static Wilson of(int successes, int n, double level) {
    if (n < 1 || successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          "a share needs 0 to n successes of n > 0, but had "
              + successes
              + " of "
              + n
              + "; count again");
    }
    double z = NormalQuantile.twoSided(level);
    double p = successes / (double) n;
    double z2 = z * z / n;
    double centre = (p + z2 / 2) / (1 + z2);
    double half = z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n)) / (1 + z2);
    // The ends are exact where nothing or everything succeeded; rounding would blur them.
    double low = successes == 0 ? 0 : Math.max(0, centre - half);
    double high = successes == n ? 1 : Math.min(1, centre + half);
    return new Wilson(p, low, high, n);
  }
}
