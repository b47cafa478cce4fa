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
