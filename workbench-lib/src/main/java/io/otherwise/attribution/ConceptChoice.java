package io.otherwise.attribution;

import io.otherwise.explain.Seed;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which channels of a layer are the concepts: those with the largest scores, or random ones as a
 * control.
 *
 * @param seed of the random ones; the largest need none
 */
public record ConceptChoice(Rule rule, long seed) {
  /** How channels are chosen. */
  public enum Rule {
    /** The largest scores; of equal ones the lower channel. */
    TOP,
    /** Distinct channels at random. */
    RANDOM,
    /** Channels at random that may repeat, as CoLa-DCE's code draws its baseline: fewer than k. */
    RANDOM_WITH_REPEATS
  }

  /** The largest scores: the method. */
  public static ConceptChoice top() {
    return new ConceptChoice(Rule.TOP, 0);
  }

  /** Distinct random channels: the control. */
  public static ConceptChoice random(long seed) {
    return new ConceptChoice(Rule.RANDOM, seed);
  }

  /** Random channels as the code draws them. */
  public static ConceptChoice randomWithRepeats(long seed) {
    return new ConceptChoice(Rule.RANDOM_WITH_REPEATS, seed);
  }

  /**
   * Chooses.
   *
   * @param scores one a channel
   * @param k how many, from 1 to the number of channels
   * @param queryId whom random channels are drawn for, so that no draw depends on a batch
   * @return k channels, the largest score first, or in the order of drawing
   * @throws IllegalArgumentException if k is out of range
   */
  public int[] of(float[] scores, int k, String queryId) {
    if (k < 1 || k > scores.length) {
      throw new IllegalArgumentException(
          "k counts the concepts and is 1 up to the layer's "
              + scores.length
              + " channels, but was "
              + k
              + "; choose fewer, or a wider layer");
    }
    long key = Seed.seed(seed).key(queryId, "concepts", 0);
    return switch (rule) {
      case TOP -> largest(scores, k);
      case RANDOM -> distinct(key, k, scores.length);
      case RANDOM_WITH_REPEATS ->
          IntStream.range(0, k).map(i -> drawn(key, i, scores.length)).toArray();
    };
  }

  private static int[] largest(float[] scores, int k) {
    // The sort is stable, so equal scores stay in the order of the channels.
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(c -> -scores[c]))
        .limit(k)
        .mapToInt(c -> c)
        .toArray();
  }

  /** The beginning of a shuffle (Fisher and Yates). */
  private static int[] distinct(long key, int k, int channels) {
    int[] all = IntStream.range(0, channels).toArray();
    for (int i = 0; i < k; i++) {
      int other = i + drawn(key, i, channels - i);
      int swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    return IntStream.of(all).limit(k).toArray();
  }

  private static int drawn(long key, int i, int among) {
    return (int) (Seed.uniform(key, i) * among);
  }
}
