package io.otherwise.metric;

/**
 * A share with its 95 % score interval.
 *
 * <p>Wilson (1927), Probable Inference, the Law of Succession, and Statistical Inference; without
 * continuity correction.
 */
public record Wilson(double share, double low, double high, int n) {
  private static final double Z = 1.959963984540054;

  /**
   * From counts.
   *
   * @throws IllegalArgumentException unless 0 <= successes <= n and n > 0
   */
  public static Wilson of(int successes, int n) {
    if (n < 1 || successes < 0 || successes > n) {
      throw new IllegalArgumentException(
          "a share needs 0 to n successes of n > 0, but had "
              + successes
              + " of "
              + n
              + "; count again");
    }
    double p = successes / (double) n;
    double z2 = Z * Z / n;
    double centre = (p + z2 / 2) / (1 + z2);
    double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n)) / (1 + z2);
    return new Wilson(p, Math.max(0, centre - half), Math.min(1, centre + half), n);
  }
}
