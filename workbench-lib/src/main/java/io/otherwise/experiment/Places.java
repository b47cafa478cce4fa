package io.otherwise.experiment;

import io.otherwise.metric.Direction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Places in a column: 1 is best, ties share the mean of their places. */
final class Ranks {
  /** Sums in another order differ in the last digits; that makes no winner. */
  private static final MathContext DIGITS = new MathContext(10);

  private Ranks() {}

  /**
   * The rank of each value, NaN where there is no value; all NaN where no direction is better.
   *
   * <p>A value's rank is 1 + the number of better ones + half the number of other equal ones.
   */
  static double[] of(Direction direction, double... values) {
    double[] rounded = Arrays.stream(values).map(Ranks::rounded).toArray();
    return Arrays.stream(rounded).map(value -> rank(direction, value, rounded)).toArray();
  }

  private static double rank(Direction direction, double value, double... all) {
    if (direction == Direction.NONE || Double.isNaN(value)) {
      return Double.NaN;
    }
    long better = Arrays.stream(all).filter(other -> direction.better(other, value)).count();
    long equal = Arrays.stream(all).filter(other -> other == value).count();
    return 1 + better + (equal - 1) / 2.0;
  }

  /** Which values no other beats; none of fewer than two, since one alone has beaten nobody. */
  static boolean[] best(Direction direction, double... values) {
    double[] rounded = Arrays.stream(values).map(Ranks::rounded).toArray();
    boolean[] best = new boolean[values.length];
    boolean contest = Arrays.stream(rounded).filter(v -> !Double.isNaN(v)).count() > 1;
    for (int i = 0; i < best.length; i++) {
      double value = rounded[i];
      best[i] =
          contest
              && direction != Direction.NONE
              && !Double.isNaN(value)
              && Arrays.stream(rounded).noneMatch(other -> direction.better(other, value));
    }
    return best;
  }

  /** For each row, the mean of its ranks over the columns; NaN where one is missing. */
  static double[] average(double[][] ranks, int rows) {
    double[] average = new double[rows];
    for (int row = 0; row < rows; row++) {
      int at = row;
      average[row] =
          Arrays.stream(ranks).mapToDouble(column -> column[at]).average().orElse(Double.NaN);
    }
    return average;
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }
}
