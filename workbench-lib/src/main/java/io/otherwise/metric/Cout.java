package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import java.util.List;

/**
 * Counterfactual transition: how few pixels carry the flip, in [-1, 1]. Pixels of the edited image
 * are put into the factual one, those that changed most first; the area under the target's
 * probability on the way, minus that under the factual class's.
 *
 * <p>Khorram and Fuxin (2022), <a href="https://arxiv.org/abs/2203.15064">Cycle-Consistent
 * Counterfactuals by Latent Transformations</a>; Farid et al. (2023), <a
 * href="https://arxiv.org/abs/2310.06668">Latent Diffusion Counterfactual Explanations</a>, Eqs. 13
 * and 14. The factual class is the one that the answer's scores before the edit decide for; where
 * that is the target already, COUT is not defined and the answer is left out. An unchanged image
 * has p(target) - p(factual class).
 *
 * @param classifier usually the one that was explained; its class names hold those of the answers
 * @param weights how areas are summed
 * @param population all answers by default
 */
public record Cout(Classifier classifier, Weights weights, Population population)
    implements PairMetric {
  /** How the area under a curve of T steps is summed. */
  public enum Weights {
    /** LDCE Eq. 14: every step weighs 1 / T. */
    EXACT,
    /**
     * ACE's code: every step weighs its pixels' share of the image, a last and shorter step as much
     * as the others. The sum may exceed 1 (1.019 for 256 x 256).
     */
    ACE;

    private double of(Curves curves) {
      return this == EXACT ? 1.0 / curves.steps() : curves.step() / (double) curves.pixels();
    }
  }

  /** Exact weights, all answers. */
  public Cout(Classifier classifier) {
    this(classifier, Weights.EXACT, Population.ALL);
  }

  /** As in ACE's tables: its weights, answers to images that the classifier had right. */
  public static Cout ace(Classifier classifier) {
    return new Cout(classifier, Weights.ACE, Population.CORRECT_INPUT);
  }

  /** The same with the weights of a reference implementation. */
  public Cout compat(Weights value) {
    return new Cout(classifier, value, population);
  }

  public Cout population(Population value) {
    return new Cout(classifier, weights, value);
  }

  /** COUT of one answer, from its curves: LDCE Eq. 13. */
  public static double of(Curves curves, Weights weights) {
    double areas = trapezoids(curves.target()) - trapezoids(curves.label());
    return areas * weights.of(curves);
  }

  /** The sum over steps of the mean of both ends. */
  private static double trapezoids(double[] curve) {
    double sum = 0;
    for (int t = 0; t + 1 < curve.length; t++) {
      sum += (curve[t] + curve[t + 1]) / 2;
    }
    return sum;
  }

  /**
   * The curves of every answer of the population, in order.
   *
   * @throws IllegalArgumentException if the classifier does not know an answer's classes
   */
  public List<Curves> curves(Counterfactuals answers) {
    return Insertion.curves(
        population.of(answers).stream().map(this::insertion).toList(), this::probabilities);
  }

  private Insertion insertion(Counterfactual c) {
    int label = classifier.indexOf(c.before().best());
    int target = classifier.indexOf(c.query().target());
    return new Insertion(c.factual(), c.edited(), label, target);
  }

  private double[][] probabilities(List<Image> images) {
    return classifier.score(images).stream().map(Cout::wide).toArray(double[][]::new);
  }

  private static double[] wide(Scores scores) {
    float[] p = scores.probabilities();
    double[] wide = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      wide[i] = p[i];
    }
    return wide;
  }

  @Override
  public String name() {
    return weights == Weights.EXACT ? "COUT" : "COUT (ACE's weights)";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Khorram and Fuxin (2022), C3LT";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    Population asked = population.and(Population.where("another class", Cout::isAsked));
    List<Curves> curves = population(asked).curves(answers);
    double[] values = new double[positions.length];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      boolean defined = isAsked(answers.get(positions[i]));
      values[i] = defined ? of(curves.get(next++), weights) : Double.NaN;
    }
    return new Values(positions, values);
  }

  /** Whether there was anything to flip. */
  private static boolean isAsked(Counterfactual c) {
    return !c.before().best().equals(c.query().target());
  }
}
