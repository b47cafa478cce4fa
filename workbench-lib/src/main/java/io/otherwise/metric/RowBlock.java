package io.otherwise.metric;

import java.util.stream.IntStream;

/**
 * Some rows laid out feature by feature, so that one vector meets all of them in loops that the
 * compiler vectorises. Sums run over the features in order: a pair's number depends neither on the
 * block it is in nor on the threads.
 */
final class RowBlock {
  /** 64 rows of 2,048 features are 1 MiB, which stays in a core's cache. */
  static final int ROWS = 64;

  private final int from;
  private final int size;
  private final double[][] byFeature;

  private RowBlock(int from, int size, double[][] byFeature) {
    this.from = from;
    this.size = size;
    this.byFeature = byFeature;
  }

  /** What is done where one row of a set meets a block of another. */
  @FunctionalInterface
  interface Meeting {
    /**
     * Called once for every row and block.
     *
     * @param i the row's place in its set
     * @param row its features
     */
    void at(int i, double[] row, RowBlock block);
  }

  /**
   * Lets every row of one set meet every row of another, block by block. Rows run in parallel, but
   * one row's blocks come in order and one at a time, so what is gathered by row needs no lock.
   *
   * <p>Beside the sets it takes one block and one row a thread, whatever their sizes.
   */
  static void meet(Features rows, Features others, Meeting meeting) {
    Features.sameWidth(rows.width(), others.width());
    for (int from = 0; from < others.size(); from += ROWS) {
      RowBlock block = of(others, from);
      IntStream.range(0, rows.size()).parallel().forEach(i -> meeting.at(i, rows.row(i), block));
    }
  }

  private static RowBlock of(Features features, int from) {
    int size = Math.min(ROWS, features.size() - from);
    double[][] byFeature = new double[features.width()][size];
    for (int r = 0; r < size; r++) {
      double[] row = features.row(from + r);
      for (int k = 0; k < row.length; k++) {
        byFeature[k][r] = row[k];
      }
    }
    return new RowBlock(from, size, byFeature);
  }

  /** Its first row's place in its set. */
  int from() {
    return from;
  }

  /** x . y for every row y of the block. */
  double[] dots(double[] x) {
    double[] sums = new double[size];
    for (int k = 0; k < x.length; k++) {
      double[] column = byFeature[k];
      double xk = x[k];
      for (int r = 0; r < sums.length; r++) {
        sums[r] += xk * column[r];
      }
    }
    return sums;
  }

  /** |x - y|^2 for every row y of the block, from the differences: equal rows are at exactly 0. */
  double[] squaredDistances(double[] x) {
    double[] sums = new double[size];
    for (int k = 0; k < x.length; k++) {
      double[] column = byFeature[k];
      double xk = x[k];
      for (int r = 0; r < sums.length; r++) {
        double difference = xk - column[r];
        sums[r] += difference * difference;
      }
    }
    return sums;
  }
}
