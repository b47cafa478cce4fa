package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.model.FeatureNetwork;
import java.util.Arrays;

/**
 * Do edited images as a set look like real ones? {@link FrechetDistance} between the factual images
 * of all answers, failures included, and the edited images of a population. It is called FID only
 * in the features of the network {@code inception-fid}.
 *
 * <p>Heusel et al. (2017), <a href="https://arxiv.org/abs/1706.08500">GANs Trained by a Two
 * Time-Scale Update Rule</a>. That only successful answers stand on the edited side is what the
 * scripts of DiME and ACE do; CoLa-DCE's takes all.
 *
 * <p>It falls with the number of images, about as 1/n: compare at equal n only and beside {@link
 * #floor}. A method that changes nothing is at 0; see {@link SplitFrechet}. A resample draws edited
 * images and keeps all factual ones; its repeats make the value larger.
 *
 * @param network gives the features
 * @param population whose edited images count
 */
public record Frechet(FeatureNetwork network, Population population) implements SetMetric {
  /** The width of Inception's features: below it their covariance has no full rank. */
  static final int ENOUGH = 2048;

  /** Successful answers, as DiME and ACE do. */
  public Frechet(FeatureNetwork network) {
    this(network, Population.VALID);
  }

  public Frechet population(Population value) {
    return new Frechet(network, value);
  }

  @Override
  public String name() {
    return FeatureSets.name("FID", "FD", network);
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Heusel et al. (2017)";
  }

  @Override
  public int minimum() {
    return ENOUGH;
  }

  /** NaN on fewer than 2 members. */
  @Override
  public Sample sample(Counterfactuals answers) {
    FeatureSets sets = FeatureSets.of(network, population, answers);
    if (sets.edited().size() < 2) {
      return new SetSample(sets.positions(), members -> Double.NaN);
    }
    FeatureGaussian real = FeatureGaussian.of(sets.factual());
    return new SetSample(
        sets.positions(),
        members ->
            members.length < 2
                ? Double.NaN
                : FrechetDistance.between(real, FeatureGaussian.of(sets.edited().rows(members))));
  }

  /**
   * The distance between two sets of n real images each, drawn from one set without replacement:
   * what a perfect method would get at this n, and what a distance is to be printed beside.
   *
   * @param features of real images [image][feature], at least 2 n of them
   * @throws IllegalArgumentException if there are fewer than 2 n images or n is below 2
   */
  public static double floor(float[][] features, int n, Seed seed) {
    return floor(Features.of(features), n, seed);
  }

  /** The same for features that were checked before. */
  public static double floor(Features features, int n, Seed seed) {
    AtLeast.check("n counts the images of each half", n, 2, ENOUGH);
    if (features.size() < 2 * n) {
      throw new IllegalArgumentException(
          "a floor at n images compares two halves of n, but n is "
              + n
              + " and there are "
              + features.size()
              + " images; pass more real images or choose a smaller n");
    }
    int[] drawn = Subset.of(seed, "frechet-floor", 0, features.size(), 2 * n);
    return FrechetDistance.between(
        features.rows(Arrays.copyOf(drawn, n)), features.rows(Arrays.copyOfRange(drawn, n, 2 * n)));
  }
}
