package io.otherwise.metric;

import io.otherwise.explain.Seed;
import java.util.Arrays;

/**
 * Did the counterfactual change the concepts it was told to change? The change of attribution in
 * the chosen channels over the change in the channels that changed most: 1 where they are the same.
 *
 * <p>CoLa-DCE (2024), Concept-guided Latent Diffusion Counterfactual Explanations, Fig. 7:
 * attributions are relevances of the target class, summed over space. The baseline chooses channels
 * at random, with replacement as in its code.
 */
public final class ConceptValidity {
  private ConceptValidity() {}

  /**
   * The ratio for one answer.
   *
   * @param before attribution of every channel on the factual image
   * @param after the same on the counterfactual
   * @param channels the chosen ones, repeats allowed; as many of the largest changes are the
   *     denominator
   * @return in [0, 1] without repeats; NaN where nothing changed
   */
  public static double ratio(double[] before, double[] after, int... channels) {
    check(before, after, channels);
    double[] change = new double[before.length];
    for (int c = 0; c < change.length; c++) {
      change[c] = Math.abs(after[c] - before[c]);
    }
    double chosen = Arrays.stream(channels).mapToDouble(c -> change[c]).sum();
    double[] sorted = change.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int k = 1; k <= channels.length; k++) {
      most += sorted[sorted.length - k];
    }
    return chosen / most;
  }

  /**
   * One ratio an answer.
   *
   * @param before [answer][channel]
   * @param after [answer][channel]
   * @param channels [answer][chosen]
   */
  public static double[] ratios(double[][] before, double[][] after, int[][] channels) {
    double[] ratios = new double[before.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ratio(before[i], after[i], channels[i]);
    }
    return ratios;
  }

  /**
   * Channels at random, with replacement: the baseline.
   *
   * @param queryId of the answer, so that no draw depends on the others
   * @param k how many
   * @param channels of how many
   */
  public static int[] random(Seed seed, String queryId, int k, int channels) {
    long key = seed.key(queryId, "concepts", 0);
    int[] drawn = new int[k];
    for (int i = 0; i < k; i++) {
      drawn[i] = (int) (Seed.uniform(key, i) * channels);
    }
    return drawn;
  }

  private static void check(double[] before, double[] after, int... channels) {
    if (before.length != after.length || channels.length > before.length) {
      throw new IllegalArgumentException(
          "attributions before and after have the same channels, and no more are chosen than there"
              + " are, but there were "
              + before.length
              + " and "
              + after.length
              + " channels and "
              + channels.length
              + " chosen; read both off one layer");
    }
  }
}
