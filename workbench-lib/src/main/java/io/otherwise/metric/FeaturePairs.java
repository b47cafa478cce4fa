package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/** Compares the factual and the edited image of each answer by the features of a network. */
final class FeaturePairs {
  private FeaturePairs() {}

  /** One number for each answer of a population, from its features before and after. */
  static double[] compare(
      Counterfactuals members,
      FeatureNetwork network,
      ToDoubleBiFunction<double[], double[]> comparison) {
    List<double[]> before = features(members, network, Counterfactual::factual);
    List<double[]> after = features(members, network, Counterfactual::edited);
    double[] values = new double[members.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = comparison.applyAsDouble(before.get(i), after.get(i));
    }
    return values;
  }

  /** The cosine similarity of each answer of a population: what {@link Fs} and {@link S3} are. */
  static Values cosines(Counterfactuals answers, Population population, FeatureNetwork network) {
    return new Values(
        population.positions(answers),
        compare(population.of(answers), network, CosineSimilarity::of));
  }

  /** Two papers disagree on which way a similarity is better. */
  static String citation(Direction direction) {
    return direction == Direction.LOWER
        ? "Farid et al. (2023), Latent Diffusion Counterfactual Explanations"
        : "Jeanneret et al. (2023), ACE";
  }

  private static List<double[]> features(
      Counterfactuals members, FeatureNetwork network, Function<Counterfactual, Image> side) {
    List<Image> images = members.stream().map(side).toList();
    return InChunks.map(
        images, chunk -> Arrays.stream(network.features(chunk)).map(FeaturePairs::wide).toList());
  }

  private static double[] wide(float[] row) {
    double[] wide = new double[row.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = row[i];
    }
    return wide;
  }
}
