package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * Do edited images as a set look like real ones? {@link KernelEstimator} between the factual images
 * of all answers and the edited images of a population. Unlike {@link Frechet} it does not fall
 * with the number of images, so it is the one to read for a few hundred. It is called KID only in
 * the features of the network {@code inception-fid}.
 *
 * <p>Bińkowski et al. (2018), <a href="https://arxiv.org/abs/1801.01401">Demystifying MMD GANs</a>.
 * By default all images are used at once; {@link #torchFidelity} draws subsets. A resample's
 * repeats count as pairs of different images and make the value larger.
 *
 * @param network gives the features
 * @param population whose edited images count
 * @param estimator which pairs count
 * @param subsets how many random subsets; 0 for all images at once
 * @param subsetSize images of each side in a subset, drawn without replacement
 * @param seed where the draws come from
 */
public record KernelDistance(
    FeatureNetwork network,
    Population population,
    KernelEstimator estimator,
    int subsets,
    int subsetSize,
    Seed seed)
    implements SetMetric {
  private static final int USUAL_SUBSETS = 100;
  private static final int USUAL_SIZE = 1000;

  /** Enough for a value that is larger than its noise. */
  private static final int ENOUGH = 100;

  public KernelDistance {
    AtLeast.check("subsets counts the random subsets, 0 being none,", subsets, 0, USUAL_SUBSETS);
    AtLeast.check("subsetSize counts the images of a subset", subsetSize, 2, USUAL_SIZE);
  }

  /** Successful answers, all at once, unbiased. */
  public KernelDistance(FeatureNetwork network) {
    this(network, Population.VALID, KernelEstimator.UNBIASED, 0, USUAL_SIZE, Seed.seed(0));
  }

  /** As torch-fidelity computes it: 100 subsets of 1,000 images. */
  public static KernelDistance torchFidelity(FeatureNetwork network) {
    return new KernelDistance(network).subsets(USUAL_SUBSETS, USUAL_SIZE);
  }

  public KernelDistance population(Population value) {
    return new KernelDistance(network, value, estimator, subsets, subsetSize, seed);
  }

  public KernelDistance estimator(KernelEstimator value) {
    return new KernelDistance(network, population, value, subsets, subsetSize, seed);
  }

  /** Several random subsets of one size instead of all images at once. */
  public KernelDistance subsets(int count, int size) {
    return new KernelDistance(network, population, estimator, count, size, seed);
  }

  public KernelDistance seed(Seed value) {
    return new KernelDistance(network, population, estimator, subsets, subsetSize, value);
  }

  @Override
  public String name() {
    String name = FeatureSets.name("KID", "KD", network);
    return switch (estimator) {
      case UNBIASED -> name;
      case BIASED -> name + " (biased)";
      case U_STATISTIC -> name + " (u-statistic)";
    };
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Bińkowski et al. (2018)";
  }

  @Override
  public int minimum() {
    return subsets == 0 ? ENOUGH : Math.max(ENOUGH, subsetSize);
  }

  /** NaN on fewer than 2 members, or than a subset takes. */
  @Override
  public RepeatedSample sample(Counterfactuals answers) {
    FeatureSets sets = FeatureSets.of(network, population, answers);
    return new RepeatedSample(
        sets.positions(), members -> on(sets.factual(), sets.edited().rows(members)));
  }

  private Repeats on(Features real, Features edited) {
    int least = subsets == 0 ? 2 : subsetSize;
    if (real.size() < least || edited.size() < least) {
      return new Repeats(new double[] {Double.NaN});
    }
    if (subsets == 0) {
      return new Repeats(new double[] {estimator.between(real, edited)});
    }
    List<int[]> ofReal = new ArrayList<>();
    List<int[]> ofEdited = new ArrayList<>();
    for (int i = 0; i < subsets; i++) {
      ofReal.add(Subset.of(seed, "kernel-real", i, real.size(), subsetSize));
      ofEdited.add(Subset.of(seed, "kernel-edited", i, edited.size(), subsetSize));
    }
    return repeats(estimator, real, edited, ofReal, ofEdited);
  }

  /**
   * One value for each two subsets of equal place in the lists.
   *
   * @param ofReal places of real images, one list a subset
   * @param ofEdited places of edited images
   */
  public static Repeats repeats(
      KernelEstimator estimator,
      Features real,
      Features edited,
      List<int[]> ofReal,
      List<int[]> ofEdited) {
    double[] values = new double[ofReal.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = estimator.between(real.rows(ofReal.get(i)), edited.rows(ofEdited.get(i)));
    }
    return new Repeats(values);
  }
}
