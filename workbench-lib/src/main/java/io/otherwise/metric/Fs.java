package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;

/**
 * Face similarity: the cosine similarity of an image and its counterfactual in the features of a
 * network that tells people apart, in [-1, 1]. The papers use VGGFace2's ResNet-50; the name says
 * which network it was here. {@link Fva} is the same after a threshold.
 *
 * <p>Jeanneret et al. (2023), <a href="https://arxiv.org/abs/2303.09962">Adversarial Counterfactual
 * Visual Explanations</a>, call higher better: the person stays. Farid et al. (2023), <a
 * href="https://arxiv.org/abs/2310.06668">Latent Diffusion Counterfactual Explanations</a>, call
 * lower better: it goes against COUT. So there is no default; choose {@link #ace} or {@link #ldce}.
 *
 * @param network whose features are compared
 * @param direction which of the two
 * @param population answers that reached their target, in both codes
 */
public record Fs(FeatureNetwork network, Direction direction, Population population)
    implements PairMetric {
  /** Higher is better. */
  public static Fs ace(FeatureNetwork network) {
    return new Fs(network, Direction.HIGHER, Population.VALID);
  }

  /** Lower is better. */
  public static Fs ldce(FeatureNetwork network) {
    return ace(network).direction(Direction.LOWER);
  }

  public Fs direction(Direction value) {
    return new Fs(network, value, population);
  }

  public Fs population(Population value) {
    return new Fs(network, direction, value);
  }

  @Override
  public String name() {
    return "FS (" + network.name() + ")";
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
