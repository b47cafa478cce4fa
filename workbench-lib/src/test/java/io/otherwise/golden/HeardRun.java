package io.otherwise.golden;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Batched;
import io.otherwise.tensor.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A method run once as one batch; every quantity that it named while running, on the heap. */
final class HeardRun {
  private final Map<String, double[]> heard = new HashMap<>();
  private final Map<String, List<double[]>> inOrder = new HashMap<>();
  private final Counterfactuals answers;

  /**
   * Runs a method.
   *
   * @param targets class indices, one an image
   */
  HeardRun(Batched explainer, Noise noise, List<Image> images, long... targets) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      queries.add(images.get(i).towards(Long.toString(targets[i])));
    }
    this.answers =
        explainer
            .drawing(noise)
            .microBatch(queries.size())
            .watched(
                (step, name, value) -> {
                  double[] values = Stored.widened(value.floats());
                  heard.put(step + "/" + name, values);
                  inOrder.computeIfAbsent(name, n -> new ArrayList<>()).add(values);
                })
            .explain(new Queries(queries), Seed.seed(0));
  }

  /** A named quantity of a step. */
  double[] at(int step, String name) {
    double[] values = heard.get(step + "/" + name);
    if (values == null) {
      throw new NotUnderstood(
          "step " + step + " has no " + name + "; what was heard is " + heard.keySet());
    }
    return values;
  }

  boolean has(int step, String name) {
    return heard.containsKey(step + "/" + name);
  }

  /** The n-th value that was heard under a name, at whatever step. */
  double[] nth(String name, int n) {
    return inOrder.get(name).get(n);
  }

  /** p(target) of the edited images. */
  double[] targetProbabilities() {
    return answers.stream().mapToDouble(a -> a.targetAfter()).toArray();
  }

  /** The edited images, one after the other. */
  float[] edited() {
    float[] all = new float[0];
    for (var answer : answers) {
      float[] one = answer.edited().values();
      int from = all.length;
      all = Arrays.copyOf(all, from + one.length);
      System.arraycopy(one, 0, all, from, one.length);
    }
    return all;
  }
}
