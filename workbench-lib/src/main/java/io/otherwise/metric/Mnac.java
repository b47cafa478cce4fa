package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;

/**
 * Mean number of attributes changed: on how many of an oracle's attributes the counterfactual and
 * the factual image disagree, the query attribute included.
 *
 * <p>LDCE, Eq. 18; after Rodriguez et al. (2021), <a href="https://arxiv.org/abs/2103.10226">Beyond
 * Trivial Counterfactual Explanations with Diverse Valuable Explanations</a>. An attribute is shown
 * above a probability of 0.5. A small number may also mean that a method hides what depends on the
 * query attribute: read it beside {@link CorrelationDifference}.
 *
 * @param oracle tells attributes; how the references feed theirs is {@link
 *     AttributeProbabilities.Input}
 */
public record Mnac(AttributeProbabilities oracle, Population population) implements PairMetric {
  private static final double SHOWN = 0.5;

  /** Answers that reached their target, as in the papers. */
  public Mnac(AttributeProbabilities oracle) {
    this(oracle, Population.VALID);
  }

  public Mnac population(Population value) {
    return new Mnac(oracle, value);
  }

  @Override
  public String name() {
    return "MNAC";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Rodriguez et al. (2021)";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    Counterfactuals members = population.of(answers);
    double[][] before = oracle.of(members.stream().map(Counterfactual::factual).toList());
    double[][] after = oracle.of(members.stream().map(Counterfactual::edited).toList());
    double[] changed = new double[positions.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = changed(before[i], after[i]);
    }
    return new Values(positions, changed);
  }

  /** True where an oracle says that the attribute is shown. */
  static boolean shown(double probability) {
    return probability > SHOWN;
  }

  /**
   * LDCE, Eq. 18, for one answer.
   *
   * @param before probability of every attribute on the factual image
   * @param after the same on the counterfactual
   */
  public static int changed(double[] before, double[] after) {
    int changed = 0;
    for (int a = 0; a < before.length; a++) {
      if (shown(before[a]) != shown(after[a])) {
        changed++;
      }
    }
    return changed;
  }
}
