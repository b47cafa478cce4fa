package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;
import java.util.Arrays;

/**
 * Face verification accuracy: the share of answers that still show the person of the factual image,
 * in [0, 1], with Wilson's interval. It is the same person above a cosine similarity of 0.5 in the
 * features of a network that tells people apart; the papers use VGGFace2's ResNet-50, and the name
 * says which network it was here.
 *
 * <p>Rodriguez et al. (2021), <a href="https://arxiv.org/abs/2103.10226">Beyond Trivial
 * Counterfactual Explanations with Diverse Valuable Explanations</a>; threshold and population as
 * DiME and ACE have them.
 *
 * @param network whose features are compared
 * @param population answers that reached their target by default
 */
public record Fva(FeatureNetwork network, Population population) implements PairMetric {
  private static final double THRESHOLD = 0.5;

  /** Answers that reached their target. */
  public Fva(FeatureNetwork network) {
    this(network, Population.VALID);
  }

  public Fva population(Population value) {
    return new Fva(network, value);
  }

  /** Whether features of this cosine similarity are one person's. */
  public static boolean same(double cosine) {
    return cosine > THRESHOLD;
  }

  @Override
  public String name() {
    return "FVA (" + network.name() + ")";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Rodriguez et al. (2021), DiVE";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    double[] cosines = FeaturePairs.compare(population.of(answers), network, CosineSimilarity::of);
    double[] same = Arrays.stream(cosines).map(cosine -> same(cosine) ? 1 : 0).toArray();
    return new Values(population.positions(answers), same, true);
  }
}
