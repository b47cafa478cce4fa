package io.otherwise.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** Metrics between sets as their definitions are written, for benches to compare with. */
final class Textbook {
  static final int NEIGHBOURS = 3;

  private Textbook() {}

  /** |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^(1/2) S2 S1^(1/2))^(1/2)), by two eigendecompositions. */
  static double frechet(float[][] a, float[][] b) {
    double[] ma = mean(a);
    double[] mb = mean(b);
    RealMatrix sa = covariance(a, ma);
    RealMatrix sb = covariance(b, mb);
    RealMatrix root = root(sa);
    RealMatrix product = root.multiply(sb).multiply(root);
    RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
    double trace =
        DoubleStream.of(new EigenDecompositionSymmetric(symmetric).getEigenvalues())
            .map(value -> Math.sqrt(Math.max(0, value)))
            .sum();
    double shift = 0;
    for (int k = 0; k < ma.length; k++) {
      shift += (ma[k] - mb[k]) * (ma[k] - mb[k]);
    }
    return shift + sa.getTrace() + sb.getTrace() - 2 * trace;
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
    int width = mean.length;
    double[][] sum = new double[width][width];
    for (float[] row : rows) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j < width; j++) {
          sum[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1);
        }
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  private static RealMatrix root(RealMatrix matrix) {
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(matrix);
    double[] roots =
        DoubleStream.of(eigen.getEigenvalues()).map(v -> Math.sqrt(Math.max(0, v))).toArray();
    RealMatrix v = eigen.getV();
    return v.multiply(MatrixUtils.createRealDiagonalMatrix(roots)).multiplyTransposed(v);
  }

  /** The share of {@code b} within a ball of {@code a} that reaches to its third neighbour. */
  static double precision(float[][] a, float[][] b) {
    double[] radii = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      double[] distances = new double[a.length];
      for (int j = 0; j < a.length; j++) {
        distances[j] = distance(a[i], a[j]);
      }
      Arrays.sort(distances);
      radii[i] = distances[NEIGHBOURS]; // the first is its own
    }
    int inside = 0;
    for (float[] point : b) {
      boolean in = false;
      for (int i = 0; i < a.length && !in; i++) {
        in = distance(point, a[i]) <= radii[i];
      }
      inside += in ? 1 : 0;
    }
    return inside / (double) b.length;
  }

  private static double distance(float[] x, float[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      double step = (double) x[k] - y[k];
      sum += step * step;
    }
    return Math.sqrt(sum);
  }
}
