package io.otherwise.metric;

/**
 * The cosine of the angle between two feature vectors, in [-1, 1]: 1 for one direction, 0 for a
 * right angle and wherever a vector is zero.
 */
public final class CosineSimilarity {
  /** Norms below it count as this, as in PyTorch. */
  private static final double SMALLEST_NORM = 1e-8;

  private CosineSimilarity() {}

  /**
   * LDCE Eq. 15, of any features.
   *
   * @throws IllegalArgumentException if the vectors differ in length
   */
  public static double of(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "the cosine compares vectors of one length, but theirs are "
              + a.length
              + " and "
              + b.length
              + "; take both from one network");
    }
    double product = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    double norms = Math.max(Math.sqrt(aa), SMALLEST_NORM) * Math.max(Math.sqrt(bb), SMALLEST_NORM);
    return product / norms;
  }
}
