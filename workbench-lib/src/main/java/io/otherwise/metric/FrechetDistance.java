package io.otherwise.metric;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Distance between two sets of features, each seen as a Gaussian: |m1 - m2|^2 + tr(S1 + S2 - 2 (S1
 * S2)^(1/2)).
 *
 * <p>Heusel et al. (2017), <a href="https://arxiv.org/abs/1706.08500">GANs Trained by a Two
 * Time-Scale Update Rule</a>, Eq. 6. Covariances are unbiased; the trace of the root comes from the
 * eigenvalues of S1^(1/2) S2 S1^(1/2), without an epsilon.
 */
public final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * Computes the distance.
   *
   * @param a features [image][feature]
   * @param b features of the same width
   * @throws IllegalArgumentException if a set has fewer than 2 images or the widths differ
   */
  public static double between(float[][] a, float[][] b) {
    check(a, b);
    double[] ma = mean(a);
    double[] mb = mean(b);
    double distance = 0;
    for (int k = 0; k < ma.length; k++) {
      distance += (ma[k] - mb[k]) * (ma[k] - mb[k]);
    }
    RealMatrix sa = covariance(a, ma);
    RealMatrix sb = covariance(b, mb);
    RealMatrix root = root(sa);
    RealMatrix product = root.multiply(sb).multiply(root);
    double trace = 0;
    for (double eigenvalue : new EigenDecompositionSymmetric(symmetric(product)).getEigenvalues()) {
      trace += Math.sqrt(Math.max(0, eigenvalue));
    }
    return distance + sa.getTrace() + sb.getTrace() - 2 * trace;
  }

  private static void check(float[][] a, float[][] b) {
    if (a.length < 2 || b.length < 2 || a[0].length != b[0].length) {
      throw new IllegalArgumentException(
          "the Frechet distance compares two sets of at least 2 images by features of one width,"
              + " but the sets had "
              + a.length
              + " and "
              + b.length
              + " images; pass more images and one feature network");
    }
  }

  private static double[] mean(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / (double) rows.length;
      }
    }
    return mean;
  }

  private static RealMatrix covariance(float[][] rows, double[] mean) {
    int d = mean.length;
    double[][] sum = new double[d][d];
    for (float[] row : rows) {
      for (int i = 0; i < d; i++) {
        double x = row[i] - mean[i];
        for (int j = 0; j <= i; j++) {
          sum[i][j] += x * (row[j] - mean[j]);
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        sum[i][j] /= rows.length - 1;
        sum[j][i] = sum[i][j];
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  private static RealMatrix root(RealMatrix m) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(m);
    RealMatrix v = eigen.getV();
    double[] values = eigen.getEigenvalues();
    RealMatrix scaled = v.copy();
    for (int j = 0; j < values.length; j++) {
      double s = Math.sqrt(Math.max(0, values[j]));
      for (int i = 0; i < values.length; i++) {
        scaled.multiplyEntry(i, j, s);
      }
    }
    return scaled.multiplyTransposed(v);
  }

  /** Rounding leaves the product a little unsymmetric, which the decomposition refuses. */
  private static RealMatrix symmetric(RealMatrix m) {
    return m.add(m.transpose()).scalarMultiply(0.5);
  }
}
