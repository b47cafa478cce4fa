package io.otherwise.metric;

/** What answers take: less is better, and nobody's paper defines it. */
interface CostMetric extends Metric {
  @Override
  default Direction direction() {
    return Direction.LOWER;
  }

  @Override
  default String citation() {
    return "cost, as recorded with every answer";
  }
}
