package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;

/**
 * Seconds an answer takes on the machine that gave it; in a batch, its share of the batch. Compare
 * it on one machine alone.
 */
public record Seconds(Population population) implements PairMetric {
  /** Over all answers. */
  public Seconds() {
    this(Population.ALL);
  }

  public Seconds population(Population value) {
    return new Seconds(value);
  }

  @Override
  public String name() {
    return "seconds";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "cost, as recorded with every answer";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, answer -> answer.cost().time().toNanos() / 1e9);
  }
}
