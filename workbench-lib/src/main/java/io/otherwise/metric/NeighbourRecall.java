package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;
import java.util.Arrays;

/**
 * How much of what is real do edited images still cover? The share of the factual images of all
 * answers that lies in the {@link Manifold} of the edited ones.
 *
 * <p>Kynkäänniemi et al. (2019), <a href="https://arxiv.org/abs/1904.06991">Improved Precision and
 * Recall Metric for Assessing Generative Models</a>, Eq. 2 with the sets swapped; LDCE, Appendix E,
 * in features of DINOv2 and with k unstated. A resample's repeats are one member: a ball around an
 * image and its own repeats would be empty.
 *
 * @param network gives the features
 * @param population whose edited images count
 * @param k which neighbour a ball reaches to
 */
public record NeighbourRecall(FeatureNetwork network, Population population, int k)
    implements SetMetric {
  public NeighbourRecall {
    AtLeast.check("k tells the neighbour a ball reaches to", k, 1, NeighbourPrecision.NEIGHBOURS);
  }

  /** Successful answers, k = 3. */
  public NeighbourRecall(FeatureNetwork network) {
    this(network, Population.VALID, NeighbourPrecision.NEIGHBOURS);
  }

  public NeighbourRecall population(Population value) {
    return new NeighbourRecall(network, value, k);
  }

  public NeighbourRecall k(int value) {
    return new NeighbourRecall(network, population, value);
  }

  @Override
  public String name() {
    return NeighbourPrecision.name("recall", k, network);
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Kynkäänniemi et al. (2019)";
  }

  @Override
  public int minimum() {
    return NeighbourPrecision.ENOUGH;
  }

  /** NaN unless there are more than k members. */
  @Override
  public Sample sample(Counterfactuals answers) {
    FeatureSets sets = FeatureSets.of(network, population, answers);
    return new SetSample(
        sets.positions(),
        members -> {
          int[] distinct = Arrays.stream(members).distinct().sorted().toArray();
          return distinct.length <= k
              ? Double.NaN
              : Manifold.of(sets.edited().rows(distinct), k).share(sets.factual());
        });
  }
}
