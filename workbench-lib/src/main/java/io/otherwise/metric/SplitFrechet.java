package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@link Frechet} without its blind spot: answers are halved at random and the factual images of
 * one half meet the edited images of the other, both ways, so that an image is never compared with
 * its own edit. The mean of both ways is one value; it is drawn for several halvings.
 *
 * <p>Jeanneret et al. (2023), <a href="https://arxiv.org/abs/2303.09962">Adversarial Counterfactual
 * Visual Explanations</a>; LDCE, Appendix E. It is their sFID, not the spatial FID of the same
 * letters. Their script halves once, without a seed; {@code splits(1)} does that with one. The
 * halves follow from the seed, the queries' ids and the split, in whatever order answers come; of
 * an odd number the first half gets one more.
 *
 * @param network gives the features
 * @param population whose edited images count: successful ones by default as in ACE's script, or
 *     {@link Population#ALL} of them
 * @param splits how many random halvings
 * @param seed where their draws come from
 */
public record SplitFrechet(FeatureNetwork network, Population population, int splits, Seed seed)
    implements SetMetric {
  private static final int USUAL = 10;

  public SplitFrechet {
    AtLeast.check("splits counts the random halvings", splits, 1, USUAL);
  }

  /** Successful answers, ten halvings. */
  public SplitFrechet(FeatureNetwork network) {
    this(network, Population.VALID, USUAL, Seed.seed(0));
  }

  public SplitFrechet population(Population value) {
    return new SplitFrechet(network, value, splits, seed);
  }

  public SplitFrechet splits(int value) {
    return new SplitFrechet(network, population, value, seed);
  }

  public SplitFrechet seed(Seed value) {
    return new SplitFrechet(network, population, splits, value);
  }

  @Override
  public String name() {
    return FeatureSets.name("sFID", "sFD", network);
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "Jeanneret et al. (2023)";
  }

  /** Two halves of what {@link Frechet} needs. */
  @Override
  public int minimum() {
    return 2 * Frechet.ENOUGH;
  }

  /** NaN where a half holds fewer than 2 members. */
  @Override
  public RepeatedSample sample(Counterfactuals answers) {
    FeatureSets sets = FeatureSets.of(network, population, answers);
    int[] positions = sets.positions();
    List<int[]> firstHalves = new ArrayList<>();
    for (int split = 0; split < splits; split++) {
      firstHalves.add(firstHalf(answers, split));
    }
    return new RepeatedSample(
        positions,
        members -> {
          Features edited = sets.edited().rows(members);
          int[] of = Arrays.stream(members).map(m -> positions[m]).toArray();
          return new Repeats(
              firstHalves.stream()
                  .mapToDouble(first -> crossed(sets.factual(), edited, of, first))
                  .toArray());
        });
  }

  private int[] firstHalf(Counterfactuals answers, int split) {
    double[] numbers =
        answers.stream()
            .mapToDouble(c -> Seed.uniform(seed.key(c.query().id(), "half", split), 0))
            .toArray();
    return Subset.smallest(numbers, (numbers.length + 1) / 2);
  }

  /**
   * The mean of both ways of one halving.
   *
   * @param real features of all factual images
   * @param edited features of edited images
   * @param of for each edited image the place of its factual one
   * @param firstHalf places of the first half's factual images; the rest is the second
   * @return NaN where a half holds fewer than 2 images of a kind
   */
  public static double crossed(Features real, Features edited, int[] of, int... firstHalf) {
    int[] secondHalf = others(real.size(), firstHalf);
    return (across(real, edited, of, firstHalf) + across(real, edited, of, secondHalf)) / 2;
  }

  /** One way: the factual images of one half against the edited images of the other. */
  public static double across(Features real, Features edited, int[] of, int... realHalf) {
    boolean[] inHalf = members(real.size(), realHalf);
    int[] rest = IntStream.range(0, of.length).filter(i -> !inHalf[of[i]]).toArray();
    return realHalf.length < 2 || rest.length < 2
        ? Double.NaN
        : FrechetDistance.between(real.rows(realHalf), edited.rows(rest));
  }

  private static int[] others(int size, int... half) {
    boolean[] inHalf = members(size, half);
    return IntStream.range(0, size).filter(i -> !inHalf[i]).toArray();
  }

  private static boolean[] members(int size, int... half) {
    boolean[] inHalf = new boolean[size];
    for (int i : half) {
      inHalf[i] = true;
    }
    return inHalf;
  }
}
