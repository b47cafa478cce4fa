package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;
import java.util.Locale;

/**
 * How far the edited image is from the factual one to the eye of a network: the mean squared
 * difference of its features, at least 0.
 *
 * <p>Numbers of two networks cannot be compared, so the name states the network. It says LPIPS only
 * where the network's own name begins with {@code lpips}: such a network hands out its features so
 * weighted that their mean squared difference is LPIPS (Zhang et al. 2018, <a
 * href="https://arxiv.org/abs/1801.03924">The Unreasonable Effectiveness of Deep Features as a
 * Perceptual Metric</a>).
 *
 * @param network whose features are compared
 * @param population all answers by default
 */
public record PerceptualDistance(FeatureNetwork network, Population population)
    implements PairMetric {
  /** All answers. */
  public PerceptualDistance(FeatureNetwork network) {
    this(network, Population.ALL);
  }

  public PerceptualDistance population(Population value) {
    return new PerceptualDistance(network, value);
  }

  /**
   * The mean squared difference of two vectors.
   *
   * @throws IllegalArgumentException if they differ in length
   */
  public static double of(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "a distance compares features of one length, but theirs are "
              + a.length
              + " and "
              + b.length
              + "; take both from one network");
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Override
  public String name() {
    return (lpips() ? "LPIPS (" : "perceptual distance (") + network.name() + ")";
  }

  private boolean lpips() {
    return network.name().toLowerCase(Locale.ROOT).startsWith("lpips");
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return lpips()
        ? "Zhang et al. (2018), LPIPS"
        : "mean squared difference of the features of " + network.name();
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return new Values(
        population.positions(answers),
        FeaturePairs.compare(population.of(answers), network, PerceptualDistance::of));
  }
}
