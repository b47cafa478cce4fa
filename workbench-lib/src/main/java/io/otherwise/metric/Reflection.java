package io.otherwise.metric;

/**
 * A Householder reflection H = I - f (1, v)(1, v)^T that turns a vector (head, tail) into (h, 0).
 *
 * <p>Golub and Van Loan, Matrix Computations, Algorithm 5.1.1.
 *
 * @param head h, what is left of the vector
 * @param factor f; 0 where the tail was 0 already and H is the identity
 */
record Reflection(double head, double factor) {
  /**
   * Makes it.
   *
   * @param tail becomes v
   */
  static Reflection onto(double head, double[] tail) {
    double square = 0;
    for (double x : tail) {
      square += x * x;
    }
    if (square == 0) {
      return new Reflection(head, 0);
    }
    // The sign that adds up: subtracting would lose digits.
    double h = -Math.copySign(Math.sqrt(head * head + square), head);
    for (int i = 0; i < tail.length; i++) {
      tail[i] /= head - h;
    }
    return new Reflection(h, (h - head) / h);
  }

  /**
   * Applies H to the columns of (top; rows) from one on.
   *
   * @param v what {@link #onto} made of the tail, one element for each of the rows
   * @param dots room for one number a column
   */
  void applyToColumns(double[] top, double[][] rows, double[] v, int from, double[] dots) {
    System.arraycopy(top, from, dots, from, top.length - from);
    for (int i = 0; i < v.length; i++) {
      plus(dots, v[i], rows[i], from);
    }
    plus(top, -factor, dots, from);
    for (int i = 0; i < v.length; i++) {
      plus(rows[i], -factor * v[i], dots, from);
    }
  }

  /**
   * Applies H to rows, from one column on.
   *
   * @param v what {@link #onto} made of the tail; its first element meets column {@code from + 1}
   */
  void applyToRows(double[][] rows, double[] v, int from) {
    for (double[] row : rows) {
      double dot = row[from];
      for (int j = 0; j < v.length; j++) {
        dot += v[j] * row[from + 1 + j];
      }
      double by = factor * dot;
      row[from] -= by;
      for (int j = 0; j < v.length; j++) {
        row[from + 1 + j] -= by * v[j];
      }
    }
  }

  private static void plus(double[] sum, double times, double[] row, int from) {
    for (int j = from; j < sum.length; j++) {
      sum[j] += times * row[j];
    }
  }
}
