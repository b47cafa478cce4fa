package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;

/**
 * A number about counterfactuals that knows what it means: its name in tables, which way is better,
 * which answers it reads, the paper it comes from and how many answers it needs.
 *
 * <p>Metrics are immutable records with fluent withers, like the methods: {@code new
 * FlipRatio().population(Population.CORRECT_INPUT)}.
 */
public interface Metric {
  /** The name that tables print. */
  String name();

  /** Which way is better. */
  Direction direction();

  /** Which answers it reads; printed with every value. */
  Population population();

  /** Authors and year of its definition. */
  String citation();

  /** Fewest answers on which the number means something; below it tables withhold it. */
  default int minimum() {
    return 1;
  }

  /**
   * Looks at the answers of its population once, networks and all; what comes back can be averaged
   * over any resample without further network calls.
   *
   * @param answers all answers of a run, of any population
   * @throws IllegalArgumentException if the answers do not hold what the metric needs
   */
  Sample sample(Counterfactuals answers);

  /** The value over the whole population; NaN where there is none. */
  default double value(Counterfactuals answers) {
    return sample(answers).value();
  }
}
