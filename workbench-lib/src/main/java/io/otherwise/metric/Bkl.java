package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;

/**
 * How far the classifier is from being certain of the target: 1 - p(target) on the edited image, in
 * [0, 1]. The name is short for a bounded remapping of a Kullback-Leibler divergence.
 *
 * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
 * Counterfactual Explanations</a>, Section 4.4, which reads the answers that reached their target.
 *
 * @param population valid answers by default
 */
public record Bkl(Population population) implements PairMetric {
  /** Valid answers. */
  public Bkl() {
    this(Population.VALID);
  }

  public Bkl population(Population value) {
    return new Bkl(value);
  }

  /** BKL of one answer. */
  public static double of(double targetProbability) {
    return 1 - targetProbability;
  }

  @Override
  public String name() {
    return "BKL";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Jeanneret et al. (2022), DiME";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, c -> of(c.targetAfter()));
  }
}
