package io.otherwise.experiment;

import io.otherwise.metric.Interval;
import io.otherwise.metric.Spearman;
import io.otherwise.show.Figure;
import java.util.Optional;

/**
 * A rank correlation between what a metric calls better and what is better.
 *
 * @param rho in [-1, 1]: 1 where the metric's arrow points to the truth, -1 where it points away;
 *     NaN where one side is constant or too little is known
 * @param interval 95 %, over resampled queries; empty where there is none
 * @param n how many things were ranked
 */
public record Correlated(double rho, Optional<Interval> interval, int n) {
  /** Fewer things have hardly an order. */
  static final int FEWEST = 3;

  /** True where the interval lies above 0. */
  public boolean positive() {
    return interval.map(i -> i.low() > 0).orElse(false);
  }

  /** True where the interval lies below 0. */
  public boolean negative() {
    return interval.map(i -> i.high() < 0).orElse(false);
  }

  /** As tables print it. */
  public Figure figure() {
    Figure figure = Figure.of(rho).remark("n = " + n);
    return interval.map(figure::interval).orElse(figure);
  }

  /** Spearman's rho, NaN on fewer than three pairs of numbers. */
  static double rho(double[] x, double[] y) {
    return pairs(x, y) < FEWEST ? Double.NaN : Spearman.rho(x, y);
  }

  /** How many pairs are numbers on both sides. */
  static int pairs(double[] x, double[] y) {
    int pairs = 0;
    for (int i = 0; i < x.length; i++) {
      pairs += Double.isNaN(x[i]) || Double.isNaN(y[i]) ? 0 : 1;
    }
    return pairs;
  }
}
