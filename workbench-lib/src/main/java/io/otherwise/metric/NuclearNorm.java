package io.otherwise.metric;

import java.util.Arrays;

/**
 * The sum of a matrix's singular values, without its singular vectors.
 *
 * <p>Golub and Van Loan, Matrix Computations, Algorithms 5.4.2 and 8.3.3 and Section 8.6:
 * reflections from both sides leave a matrix of two diagonals; interleaved they are the side
 * diagonal of a symmetric matrix whose eigenvalues are plus and minus the singular values. Its
 * absolute error is a few roundings of the largest one: nothing is squared on the way.
 */
final class NuclearNorm {
  /** Sweeps for one eigenvalue; two are usual. */
  private static final int SWEEPS = 100;

  private NuclearNorm() {}

  /**
   * Computes the sum.
   *
   * @param matrix [row][column]; used up
   */
  static double of(double[][] matrix) {
    if (matrix.length == 0 || matrix[0].length == 0) {
      return 0;
    }
    double[][] tall = matrix.length < matrix[0].length ? transposed(matrix) : matrix;
    double[] eigenvalues = eigenvalues(bidiagonal(tall));
    return Arrays.stream(eigenvalues).map(Math::abs).sum() / 2;
  }

  private static double[][] transposed(double[][] m) {
    double[][] t = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = m[i][j];
      }
    }
    return t;
  }

  /** The two diagonals, interleaved: d1, e1, d2, e2, ..., dn. */
  private static double[] bidiagonal(double[][] a) {
    int n = a[0].length;
    double[] both = new double[2 * n - 1];
    double[] dots = new double[n];
    for (int k = 0; k < n; k++) {
      double[][] below = Arrays.copyOfRange(a, k + 1, a.length);
      double[] column = new double[below.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = below[i][k];
      }
      Reflection left = Reflection.onto(a[k][k], column);
      both[2 * k] = left.head();
      if (left.factor() != 0) {
        left.applyToColumns(a[k], below, column, k + 1, dots);
      }
      if (k + 1 < n) {
        double[] tail = Arrays.copyOfRange(a[k], k + 2, n);
        Reflection right = Reflection.onto(a[k][k + 1], tail);
        both[2 * k + 1] = right.head();
        if (right.factor() != 0) {
          right.applyToRows(below, tail, k + 1);
        }
      }
    }
    return both;
  }

  /**
   * Eigenvalues of a symmetric matrix that has nothing but one side diagonal at first, by implicit
   * QL with shifts.
   */
  private static double[] eigenvalues(double[] side) {
    int n = side.length + 1;
    double[] d = new double[n];
    double[] e = Arrays.copyOf(side, n);
    double largest = Arrays.stream(e).map(Math::abs).max().orElse(0);
    // The values are wanted to a rounding of the largest, so what is below that is gone.
    double gone = Math.ulp(largest) / 2;
    for (int l = 0; l < n; l++) {
      int end = blockEnd(e, l, gone);
      for (int sweep = 0; end != l; sweep++) {
        if (sweep == SWEEPS) {
          throw new ArithmeticException(
              "an eigenvalue takes fewer than "
                  + SWEEPS
                  + " sweeps, but the one at "
                  + l
                  + " took more; report the features");
        }
        sweep(d, e, l, end);
        end = blockEnd(e, l, gone);
      }
    }
    return d;
  }

  private static int blockEnd(double[] e, int from, double gone) {
    int end = from;
    while (end < e.length - 1 && Math.abs(e[end]) > gone) {
      end++;
    }
    return end;
  }

  /** One sweep over rows l to m with the shift from the two at l, towards e[l] = 0. */
  private static void sweep(double[] d, double[] e, int l, int m) {
    double g = (d[l + 1] - d[l]) / (2 * e[l]);
    g = d[m] - d[l] + e[l] / (g + Math.copySign(Math.hypot(g, 1), g));
    double sine = 1;
    double cosine = 1;
    double p = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      double r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        // The matrix has come apart here.
        d[i + 1] -= p;
        e[m] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = d[i + 1] - p;
      double t = (d[i] - g) * sine + 2 * cosine * b;
      p = sine * t;
      d[i + 1] = g + p;
      g = cosine * t - b;
    }
    d[l] -= p;
    e[l] = g;
    e[m] = 0;
  }
}
