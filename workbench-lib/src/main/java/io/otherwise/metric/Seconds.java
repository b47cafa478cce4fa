package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;

/**
 * Seconds an answer takes on the machine that gave it; in a batch, its share of the batch. Compare
 * it on one machine alone.
 */
public record Seconds(Population population) implements PairMetric, CostMetric {
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
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, answer -> answer.cost().time().toNanos() / 1e9);
  }
}
