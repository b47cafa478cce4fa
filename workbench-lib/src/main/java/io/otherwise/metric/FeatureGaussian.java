package io.otherwise.metric;

/**
 * The Gaussian that stands for a set of features: its mean and a root of its unbiased covariance, S
 * = R^T R.
 *
 * <p>The covariance itself is never formed, as that would square the features' condition number and
 * lose half of the digits. R is the centred features over sqrt(n - 1); where there are more images
 * than features, R is the triangle that orthogonal reflections (a QR decomposition) leave of it.
 *
 * <p>Memory: min(n, d) x d doubles and one block of 64 rows, whatever n; time: 2 n d^2 where n > d.
 */
public final class FeatureGaussian {
  private final double[] mean;
  private final double[][] root;

  private FeatureGaussian(double[] mean, double[][] root) {
    this.mean = mean;
    this.root = root;
  }

  /**
   * Fits.
   *
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public static FeatureGaussian of(Features features) {
    int n = features.size();
    if (n < 2) {
      throw new IllegalArgumentException(
          "a covariance takes at least 2 images, but the set has " + n + "; pass more images");
    }
    int d = features.width();
    double[] mean = mean(features);
    return new FeatureGaussian(
        mean, n <= d ? centred(features, mean, 0, n) : folded(features, mean));
  }

  private static double[][] folded(Features features, double... mean) {
    int n = features.size();
    double[][] triangle = new double[mean.length][mean.length];
    for (int from = 0; from < n; from += RowBlock.ROWS) {
      absorb(triangle, centred(features, mean, from, Math.min(n, from + RowBlock.ROWS)));
    }
    return triangle;
  }

  /** Sums differences from the first image: a feature that is constant has exactly no variance. */
  private static double[] mean(Features features) {
    double[] first = features.row(0);
    double[] mean = new double[first.length];
    for (int i = 1; i < features.size(); i++) {
      double[] row = features.row(i);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] - first[k];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] = first[k] + mean[k] / features.size();
    }
    return mean;
  }

  /** Some rows of the centred features over sqrt(n - 1). */
  private static double[][] centred(Features features, double[] mean, int from, int to) {
    double scale = 1 / Math.sqrt(features.size() - 1.0);
    double[][] rows = new double[to - from][mean.length];
    for (int i = from; i < to; i++) {
      double[] row = features.row(i);
      for (int k = 0; k < mean.length; k++) {
        rows[i - from][k] = (row[k] - mean[k]) * scale;
      }
    }
    return rows;
  }

  /** Reflects the block's columns into the triangle, one by one; the block is used up. */
  private static void absorb(double[][] triangle, double[][] block) {
    double[] column = new double[block.length];
    double[] dots = new double[triangle.length];
    for (int k = 0; k < triangle.length; k++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = block[i][k];
      }
      Reflection h = Reflection.onto(triangle[k][k], column);
      triangle[k][k] = h.head();
      if (h.factor() != 0) {
        h.applyToColumns(triangle[k], block, column, k + 1, dots);
      }
    }
  }

  /** A copy: one number a feature. */
  public double[] mean() {
    return mean.clone();
  }

  /** R, with R^T R the covariance: min(n, d) rows of d numbers. */
  double[][] root() {
    return root;
  }

  /** tr S: the variances of all features together. */
  public double variance() {
    double sum = 0;
    for (double[] row : root) {
      for (double x : row) {
        sum += x * x;
      }
    }
    return sum;
  }
}
