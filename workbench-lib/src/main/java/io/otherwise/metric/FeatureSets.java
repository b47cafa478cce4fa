package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;

/**
 * Features of a run's images, asked for once: every factual one, and a population's edited ones.
 */
final class FeatureSets {
  /** The network whose distances may be called by the names of the literature. */
  static final String INCEPTION = "inception-fid";

  private final int[] positions;
  private final Features factual;
  private final Features edited;

  private FeatureSets(int[] positions, Features factual, Features edited) {
    this.positions = positions;
    this.factual = factual;
    this.edited = edited;
  }

  static FeatureSets of(FeatureNetwork network, Population population, Counterfactuals answers) {
    Counterfactuals members = population.of(answers);
    return new FeatureSets(
        population.positions(answers),
        Features.of(network, answers.stream().map(Counterfactual::factual).toList()),
        Features.of(network, members.stream().map(Counterfactual::edited).toList()));
  }

  /** Where the edited images stood among the answers. */
  int[] positions() {
    return positions.clone();
  }

  /** Of all answers, in order. */
  Features factual() {
    return factual;
  }

  /** Of the population, in order. */
  Features edited() {
    return edited;
  }

  /**
   * The published name where the features are the published ones, otherwise a plain one with the
   * network's name: a distance in other features is another number.
   */
  static String name(String published, String plain, FeatureNetwork network) {
    return network.name().equals(INCEPTION) ? published : plain + " " + network.name();
  }
}
