package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;

/**
 * Cosine similarity of an image and its counterfactual in the features of a self-supervised
 * network, in [-1, 1]. The papers use SimSiam's encoder with its projector; the name says which
 * network it was here.
 *
 * <p>Jeanneret et al. (2023), <a href="https://arxiv.org/abs/2303.09962">Adversarial Counterfactual
 * Visual Explanations</a>, call higher better: the content stays. Farid et al. (2023), <a
 * href="https://arxiv.org/abs/2310.06668">Latent Diffusion Counterfactual Explanations</a>, Eq. 15,
 * call lower better: it goes against the flip ratio. So there is no default; choose {@link #ace} or
 * {@link #ldce}.
 *
 * @param network whose features are compared
 * @param direction which of the two
 * @param population answers to images that the classifier had right, in both codes
 */
public record S3(FeatureNetwork network, Direction direction, Population population)
    implements PairMetric {
  /** Higher is better. */
  public static S3 ace(FeatureNetwork network) {
    return new S3(network, Direction.HIGHER, Population.CORRECT_INPUT);
  }

  /** Lower is better. */
  public static S3 ldce(FeatureNetwork network) {
    return ace(network).direction(Direction.LOWER);
  }

  public S3 direction(Direction value) {
    return new S3(network, value, population);
  }

  public S3 population(Population value) {
    return new S3(network, direction, value);
  }

  @Override
  public String name() {
    return "S3 (" + network.name() + ")";
  }

  @Override
  public String citation() {
    return FeaturePairs.citation(direction);
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return FeaturePairs.cosines(answers, population, network);
  }
}
