package io.otherwise.experiment;

/** Directions of feature vectors: which is nearest to which, and whether they differ at all. */
final class Neighbours {
  private Neighbours() {}

  /** For each row the other row of largest cosine similarity, the first of equal ones. */
  static int[] nearest(double[][] features) {
    if (features.length < 2) {
      throw new IllegalArgumentException(
          "a neighbour is another row, but there were "
              + features.length
              + "; give at least 2 rows of features");
    }
    double[][] unit = unit(features);
    int[] nearest = new int[unit.length];
    for (int i = 0; i < unit.length; i++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < unit.length; j++) {
        double cosine = j == i ? Double.NEGATIVE_INFINITY : product(unit[i], unit[j]);
        if (cosine > best) {
          best = cosine;
          nearest[i] = j;
        }
      }
    }
    return nearest;
  }

  /**
   * Chen and He (2021), SimSiam, Section 4.1: the deviation of each entry of the unit vectors over
   * the rows, averaged over the entries, times the root of their number. 0 where all rows have one
   * direction, about 1 where directions are even.
   */
  static double spread(double[][] features) {
    double[][] unit = unit(features);
    int width = unit[0].length;
    double total = 0;
    for (int k = 0; k < width; k++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : unit) {
        sum += row[k];
        squares += row[k] * row[k];
      }
      double mean = sum / unit.length;
      total += Math.sqrt(Math.max(0, squares / unit.length - mean * mean));
    }
    return total / width * Math.sqrt(width);
  }

  private static double[][] unit(double[][] rows) {
    double[][] unit = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double norm = Math.max(1e-12, Math.sqrt(product(rows[i], rows[i])));
      unit[i] = rows[i].clone();
      for (int k = 0; k < unit[i].length; k++) {
        unit[i][k] /= norm;
      }
    }
    return unit;
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
