package io.otherwise.experiment;

import io.otherwise.metric.Direction;
import io.otherwise.metric.Ranks;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Places in a column: 1 is best, ties share the mean of their places. */
final class Places {
  /** Sums in another order differ in the last digits; that makes no winner. */
  private static final MathContext DIGITS = new MathContext(10);

  private Places() {}

  /** The place of each value, NaN where there is none; all NaN where no direction is better. */
  static double[] of(Direction direction, double... values) {
    double[] rounded = rounded(values);
    return switch (direction) {
      case HIGHER -> Ranks.descending(rounded);
      case LOWER -> Ranks.ascending(rounded);
      case NONE -> Arrays.stream(values).map(v -> Double.NaN).toArray();
    };
  }

  /** Which values no other beats; none of fewer than two, since one alone has beaten nobody. */
  static boolean[] best(Direction direction, double... values) {
    double[] rounded = rounded(values);
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

  /** For each row, the mean of its places over the columns; NaN where one is missing. */
  static double[] average(double[][] places, int rows) {
    double[] average = new double[rows];
    for (int row = 0; row < rows; row++) {
      int at = row;
      average[row] =
          Arrays.stream(places).mapToDouble(column -> column[at]).average().orElse(Double.NaN);
    }
    return average;
  }

  private static double[] rounded(double... values) {
    return Arrays.stream(values).map(Places::rounded).toArray();
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }
}
