package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Scores;

/**
 * The share of answers that the classifier sees as their target, in [0, 1], with Wilson's interval.
 *
 * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
 * Counterfactual Explanations</a>, Section 4.2. By definition all answers count, failures included.
 *
 * @param aim what an answer has to reach
 * @param tie what a two-sided classifier answers on its boundary
 * @param population all answers by default
 */
public record FlipRatio(Aim aim, Tie tie, Population population) implements PairMetric {
  /** What an answer has to reach. */
  public enum Aim {
    /** The query's target. */
    TARGET,
    /** Any class but the image's true label: ACE's untargeted success. */
    AWAY
  }

  /**
   * The side of a two-sided decision that its boundary belongs to. A classifier of three or more
   * classes is not touched by it.
   */
  public enum Tie {
    /** A logit of at least 0 is positive: LDCE, and all the rest of the workbench. */
    AT_LEAST,
    /** A logit above 0 is positive: DiME and ACE. */
    ABOVE;

    /** Whether a logit, or p(positive) - p(negative), is on the positive side. */
    public boolean positive(double margin) {
      return this == AT_LEAST ? margin >= 0 : margin > 0;
    }

    /** The class that scores decide for. */
    public String decided(Scores scores) {
      if (scores.classes().size() != 2) {
        return scores.best();
      }
      float[] p = scores.probabilities();
      return scores.classes().get(positive((double) p[1] - p[0]) ? 1 : 0);
    }
  }

  /** Target reached, a logit of at least 0 is positive, all answers. */
  public FlipRatio() {
    this(Aim.TARGET, Tie.AT_LEAST, Population.ALL);
  }

  /** The same with the boundary on the side where a reference implementation has it. */
  public FlipRatio compat(Tie value) {
    return new FlipRatio(aim, value, population);
  }

  public FlipRatio aim(Aim value) {
    return new FlipRatio(value, tie, population);
  }

  public FlipRatio population(Population value) {
    return new FlipRatio(aim, tie, value);
  }

  /**
   * Whether an answer counts.
   *
   * @throws IllegalArgumentException if the aim is {@link Aim#AWAY} and the query does not know its
   *     true label
   */
  public boolean reached(Counterfactual answer) {
    String decided = tie.decided(answer.after());
    return switch (aim) {
      case TARGET -> decided.equals(answer.query().target());
      case AWAY -> !decided.equals(label(answer));
    };
  }

  private static String label(Counterfactual answer) {
    return answer
        .query()
        .trueLabel()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an untargeted flip leaves the true label of its query, but "
                        + answer.query().id()
                        + " has none; give it by query.trueLabel(...)"));
  }

  @Override
  public String name() {
    return (aim == Aim.AWAY ? "untargeted FR" : "FR") + (tie == Tie.ABOVE ? " (logit > 0)" : "");
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return aim == Aim.AWAY ? "Jeanneret et al. (2023), ACE" : "Jeanneret et al. (2022), DiME";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.shareOf(answers, population, this::reached);
  }
}
