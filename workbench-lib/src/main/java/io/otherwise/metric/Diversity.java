package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How much the answers to one query differ from seed to seed: the mean distance of their features
 * over all pairs of runs, averaged over queries.
 *
 * <p>Jeanneret et al. (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models for
 * Counterfactual Explanations</a>, Sec. 4.2, where the distance is LPIPS over five runs. The name
 * carries the network, without which the number means nothing. It reads several runs at once and so
 * is no {@link Metric}; its values can be resampled all the same.
 *
 * @param network where distances are measured
 * @param sameOutcome reads only queries that flipped in every run or in none, as DiME's script does
 *     by comparing folders; the paper's text and the default read all
 */
public record Diversity(FeatureNetwork network, boolean sameOutcome) {
  /** Over all queries, failures included. */
  public Diversity(FeatureNetwork network) {
    this(network, false);
  }

  public Diversity sameOutcome(boolean value) {
    return new Diversity(network, value);
  }

  public String name() {
    return "Diversity (" + network.name() + ")";
  }

  public Direction direction() {
    return Direction.HIGHER;
  }

  public String citation() {
    return "Jeanneret et al. (2022)";
  }

  /** The mean over queries; NaN where there is none. */
  public double value(List<Counterfactuals> runs) {
    return sample(runs).value();
  }

  /**
   * One number a query.
   *
   * @param runs the answers to the same queries, in the same order, once for every seed
   * @return positions count the queries
   * @throws IllegalArgumentException if there are fewer than 2 runs or their queries differ
   */
  public Values sample(List<Counterfactuals> runs) {
    check(runs);
    int[] positions = kept(runs);
    List<Image> images = new ArrayList<>();
    for (int item : positions) {
      runs.forEach(run -> images.add(run.get(item).edited()));
    }
    List<float[]> features = InChunks.map(images, batch -> Arrays.asList(network.features(batch)));
    double[] values = new double[positions.length];
    for (int i = 0; i < values.length; i++) {
      List<float[]> item = features.subList(i * runs.size(), (i + 1) * runs.size());
      values[i] = pairwise(item.stream().map(Diversity::widened).toArray(double[][]::new));
    }
    return new Values(positions, values);
  }

  /**
   * How far the answers are from the picture they are about, in the same features: what their
   * distances from each other are to be read against.
   *
   * @param runs as {@link #sample} takes them
   * @return one number a query, the mean over its answers
   */
  public Values edits(List<Counterfactuals> runs) {
    check(runs);
    int[] positions = kept(runs);
    double[] sums = new double[positions.length];
    List<float[]> factual = features(runs.get(0), positions, Counterfactual::factual);
    for (Counterfactuals run : runs) {
      List<float[]> edited = features(run, positions, Counterfactual::edited);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += distance(widened(factual.get(i)), widened(edited.get(i))) / runs.size();
      }
    }
    return new Values(positions, sums);
  }

  private List<float[]> features(
      Counterfactuals run, int[] positions, Function<Counterfactual, Image> side) {
    List<Image> images = Arrays.stream(positions).mapToObj(i -> side.apply(run.get(i))).toList();
    return InChunks.map(images, batch -> Arrays.asList(network.features(batch)));
  }

  /**
   * Mean Euclidean distance over all pairs of rows.
   *
   * @param runs features of one query's answers, [run][feature]
   * @return NaN for fewer than 2 rows
   */
  public static double pairwise(double[][] runs) {
    double sum = 0;
    for (int i = 0; i < runs.length; i++) {
      for (int j = i + 1; j < runs.length; j++) {
        sum += distance(runs[i], runs[j]);
      }
    }
    return sum / (runs.length * (runs.length - 1) / 2);
  }

  /**
   * Items whose outcome is the same in every run.
   *
   * @param outcomes [run][item]
   */
  public static int[] sameOutcome(int[][] outcomes) {
    return IntStream.range(0, outcomes[0].length)
        .filter(item -> Arrays.stream(outcomes).allMatch(run -> run[item] == outcomes[0][item]))
        .toArray();
  }

  private int[] kept(List<Counterfactuals> runs) {
    if (!sameOutcome) {
      return IntStream.range(0, runs.get(0).size()).toArray();
    }
    // Whether the factual image was right cannot differ between runs, so flipping is all.
    return sameOutcome(
        runs.stream()
            .map(run -> run.stream().mapToInt(c -> c.flipped() ? 1 : 0).toArray())
            .toArray(int[][]::new));
  }

  private static void check(List<Counterfactuals> runs) {
    if (runs.size() < 2) {
      throw new IllegalArgumentException(
          "diversity compares at least 2 runs, but had "
              + runs.size()
              + "; explain the same queries under another seed");
    }
    List<String> first = ids(runs.get(0));
    for (Counterfactuals run : runs) {
      if (!ids(run).equals(first)) {
        throw new IllegalArgumentException(
            "diversity compares runs over the same queries in the same order, but one has "
                + run.size()
                + " answers that differ from the first run's "
                + first.size()
                + "; run the same queries under every seed");
      }
    }
  }

  private static List<String> ids(Counterfactuals run) {
    return run.stream().map(Counterfactual::query).map(q -> q.id()).toList();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }

  private static double[] widened(float... values) {
    return IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
  }
}
