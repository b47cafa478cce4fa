package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;

/** A metric with one number an answer; its value is their mean. */
public interface PairMetric extends Metric {
  /** One number for each answer of the population, in order. */
  @Override
  Values sample(Counterfactuals answers);
}
