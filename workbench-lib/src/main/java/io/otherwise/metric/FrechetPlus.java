package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.model.FeatureNetwork;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link Frechet} at one number of edited images for several variants of a method, so that one with
 * more successes gains nothing by it: n of them are drawn without replacement, ten times.
 *
 * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
 * Counterfactual Explanations</a>, Section 4.4 (FID+). There is no code of it; that draws are
 * without replacement is our reading. The factual side is every answer's.
 *
 * @param network gives the features
 * @param population whose edited images are drawn
 * @param n how many; take it from all variants by {@link #over}
 * @param draws how many times
 * @param seed where the draws come from
 */
public record FrechetPlus(
    FeatureNetwork network, Population population, int n, int draws, Seed seed)
    implements SetMetric {
  private static final int USUAL = 10;

  public FrechetPlus {
    AtLeast.check("n counts the edited images of a draw", n, 2, Frechet.ENOUGH);
    AtLeast.check("draws counts the random choices", draws, 1, USUAL);
  }

  /**
   * For variants of one method: n is the smallest number of successful answers among them.
   *
   * @throws IllegalArgumentException if one of them has fewer than 2
   */
  public static FrechetPlus over(FeatureNetwork network, Collection<Counterfactuals> variants) {
    int n = successes(variants).min().orElse(0);
    if (n < 2) {
      throw new IllegalArgumentException(
          "every variant gives as many edits as the one with the fewest successes has, at least 2,"
              + " but that one has "
              + n
              + "; leave it out");
    }
    return new FrechetPlus(network, Population.VALID, n, USUAL, Seed.seed(0));
  }

  /**
   * The same where some variants hardly ever succeed: n is the smallest number of successes that is
   * not below {@code fewest}, and variants below it have no figure.
   *
   * @param fewest successes of a variant that is compared, at least 2; n where no variant has them
   */
  public static FrechetPlus over(
      FeatureNetwork network, Collection<Counterfactuals> variants, int fewest) {
    int n = successes(variants).filter(count -> count >= fewest).min().orElse(fewest);
    return new FrechetPlus(network, Population.VALID, n, USUAL, Seed.seed(0));
  }

  private static IntStream successes(Collection<Counterfactuals> variants) {
    return variants.stream().mapToInt(v -> Population.VALID.of(v).size());
  }

  public FrechetPlus n(int value) {
    return new FrechetPlus(network, population, value, draws, seed);
  }

  public FrechetPlus draws(int value) {
    return new FrechetPlus(network, population, n, value, seed);
  }

  public FrechetPlus seed(Seed value) {
    return new FrechetPlus(network, population, n, draws, value);
  }

  @Override
  public String name() {
    return FeatureSets.name("FID+", "FD+", network);
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Jeanneret et al. (2022)";
  }

  /** At least n, and what {@link Frechet} needs. */
  @Override
  public int minimum() {
    return Math.max(n, Frechet.ENOUGH);
  }

  /** NaN on fewer than n members. */
  @Override
  public RepeatedSample sample(Counterfactuals answers) {
    FeatureSets sets = FeatureSets.of(network, population, answers);
    return new RepeatedSample(
        sets.positions(),
        members ->
            members.length < n
                ? new Repeats(new double[] {Double.NaN})
                : repeats(
                    sets.factual(),
                    sets.edited().rows(members),
                    // All of them can be drawn in one way only: a single draw, without a spread.
                    IntStream.range(0, members.length == n ? 1 : draws)
                        .mapToObj(r -> Subset.of(seed, "frechet-plus", r, members.length, n))
                        .toList()));
  }

  /**
   * Distances of drawn edited images to all real ones.
   *
   * @param drawn places of edited images, one list a draw
   */
  public static Repeats repeats(Features real, Features edited, List<int[]> drawn) {
    FeatureGaussian all = FeatureGaussian.of(real);
    return new Repeats(
        drawn.stream()
            .map(edited::rows)
            .mapToDouble(some -> FrechetDistance.between(all, FeatureGaussian.of(some)))
            .toArray());
  }
}
