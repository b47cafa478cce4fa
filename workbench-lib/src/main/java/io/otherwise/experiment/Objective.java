package io.otherwise.experiment;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Judge;
import io.otherwise.metric.LpDistance;
import io.otherwise.metric.Metric;
import io.otherwise.metric.NonAdversarialFlipRatio;
import io.otherwise.metric.Population;
import io.otherwise.metric.Sample;
import java.math.BigDecimal;

/**
 * What settings are chosen by, in one number: what is gained minus a multiple of what it costs the
 * picture. It is a metric, so tables show it with an interval: that of resampled queries, and where
 * all answers flip or none does, a share's own interval is added in quadrature, since resampling
 * would call that part certain.
 *
 * @param gain higher is better, such as a share of flips
 * @param price lower is better, such as the size of the edit; read on the same population
 * @param weight how much gain one unit of the price must bring, 0 or more
 */
public record Objective(Metric gain, Metric price, double weight) implements Metric {
  private static final double WEIGHT = 2;

  public Objective {
    check(gain, Direction.HIGHER, "gain");
    check(price, Direction.LOWER, "price");
    if (!gain.population().equals(price.population())) {
      throw new IllegalArgumentException(
          "gain and price of an objective read the same answers, but %s reads %s and %s reads %s; give both one population"
              .formatted(
                  gain.name(), gain.population().name(), price.name(), price.population().name()));
    }
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "the weight of a price is a finite number of 0 or more, but was %s; 2 is the default"
              .formatted(weight));
    }
  }

  /**
   * The default: the share of flips that an independent judge confirms, minus twice the mean
   * absolute change of a value. An edit that moves every value by one hundredth more must convince
   * two more of a hundred.
   *
   * @param judge never the classifier being explained
   */
  public static Objective of(Judge judge) {
    return new Objective(new NonAdversarialFlipRatio(judge), LpDistance.meanAbsolute(), WEIGHT);
  }

  public Objective weight(double value) {
    return new Objective(gain, price, value);
  }

  private static void check(Metric metric, Direction direction, String role) {
    if (metric.direction() != direction) {
      throw new IllegalArgumentException(
          "the %s of an objective is better when %s, but %s has the direction %s; choose another metric"
              .formatted(
                  role,
                  direction == Direction.HIGHER ? "higher" : "lower",
                  metric.name(),
                  metric.direction()));
    }
  }

  /** {@code FR - 2 x mean absolute error}. */
  @Override
  public String name() {
    String times = BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
    return weight == 0 ? gain.name() : gain.name() + " - " + times + " x " + price.name();
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public Population population() {
    return gain.population();
  }

  @Override
  public String citation() {
    return gain.citation() + ", weighed against " + price.citation();
  }

  @Override
  public int minimum() {
    return Math.max(gain.minimum(), price.minimum());
  }

  @Override
  public Weighed sample(Counterfactuals answers) {
    return new Weighed(gain.sample(answers), price.sample(answers), weight);
  }

  /** Both samples of the same members. */
  public record Weighed(Sample gain, Sample price, double weight) implements Sample {
    @Override
    public int[] positions() {
      return gain.positions();
    }

    @Override
    public double value(int... members) {
      return gain.value(members) - weight * price.value(members);
    }
  }
}
