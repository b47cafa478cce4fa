package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.model.FeatureNetwork;
import java.util.Arrays;

/**
 * How many edited images look real? The share of them that lies in the {@link Manifold} of the
 * factual images of all answers.
 *
 * <p>Kynkäänniemi et al. (2019), <a href="https://arxiv.org/abs/1904.06991">Improved Precision and
 * Recall Metric for Assessing Generative Models</a>, Eq. 2; LDCE, Appendix E, in features of DINOv2
 * and with k unstated. An edit may count because its own factual image is near. A resample keeps
 * the factual manifold.
 *
 * @param network gives the features
 * @param population whose edited images count
 * @param k which neighbour a ball reaches to
 */
public record NeighbourPrecision(FeatureNetwork network, Population population, int k)
    implements SetMetric {
  /** The paper's k. */
  static final int NEIGHBOURS = 3;

  /** Below it the balls are so large that most points are inside. */
  static final int ENOUGH = 1000;

  public NeighbourPrecision {
    AtLeast.check("k tells the neighbour a ball reaches to", k, 1, NEIGHBOURS);
  }

  /** Successful answers, k = 3. */
  public NeighbourPrecision(FeatureNetwork network) {
    this(network, Population.VALID, NEIGHBOURS);
  }

  public NeighbourPrecision population(Population value) {
    return new NeighbourPrecision(network, value, k);
  }

  public NeighbourPrecision k(int value) {
    return new NeighbourPrecision(network, population, value);
  }

  @Override
  public String name() {
    return name("precision", k, network);
  }

  /** Says k where it is not the paper's. */
  static String name(String word, int k, FeatureNetwork network) {
    return word + (k == NEIGHBOURS ? " " : " k=" + k + " ") + network.name();
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
    return ENOUGH;
  }

  /** 1 for a member inside, 0 for one outside; NaN unless there are more than k answers. */
  @Override
  public Values sample(Counterfactuals answers) {
    FeatureSets sets = FeatureSets.of(network, population, answers);
    double[] hits = new double[sets.edited().size()];
    if (sets.factual().size() <= k) {
      Arrays.fill(hits, Double.NaN);
    } else if (hits.length > 0) {
      boolean[] inside = Manifold.of(sets.factual(), k).contains(sets.edited());
      Arrays.setAll(hits, i -> inside[i] ? 1 : 0);
    }
    return new Values(sets.positions(), hits);
  }
}
