package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import java.util.ArrayList;
import java.util.List;

/** Answers for tests of metrics: pictures of one pixel whose colours stand for three attributes. */
final class MadeAnswers {
  /** An oracle that reads the three colours of the first pixel. */
  static final AttributeProbabilities COLOURS =
      new AttributeProbabilities("colours", List.of("red", "green", "blue"), MadeAnswers::colours);

  private MadeAnswers() {}

  private static float[][] colours(List<Image> images) {
    return images.stream()
        .map(i -> new float[] {i.at(0, 0, 0), i.at(1, 0, 0), i.at(2, 0, 0)})
        .toArray(float[][]::new);
  }

  static Image pixel(String id, double red, double green, double blue) {
    return Image.of(id, 1, 1, new float[] {(float) red, (float) green, (float) blue});
  }

  static Image grey(String id, int height, int width, double value) {
    float[] values = new float[Image.CHANNELS * height * width];
    java.util.Arrays.fill(values, (float) value);
    return Image.of(id, height, width, values);
  }

  /** An answer towards "old" that reached it or not. */
  static Counterfactual answer(Image factual, Image edited, boolean flipped) {
    return Counterfactual.of(
        Query.of(factual, "old"),
        edited,
        Scores.binary("young", "old", .1f),
        Scores.binary("young", "old", flipped ? .9f : .2f));
  }

  static Counterfactuals answers(Counterfactual... all) {
    return new Counterfactuals(List.of(all));
  }

  /** n answers of random colours; every third did not reach its target. */
  static Counterfactuals random(long key, int n) {
    List<Counterfactual> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(answer(random("f" + i, key, 6 * i), random("c", key, 6 * i + 3), i % 3 != 0));
    }
    return new Counterfactuals(all);
  }

  private static Image random(String id, long key, int at) {
    return pixel(id, Seed.uniform(key, at), Seed.uniform(key, at + 1), Seed.uniform(key, at + 2));
  }

  static double[] uniform(long key, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = Seed.uniform(key, i);
    }
    return values;
  }

  static double[][] uniform(long key, int n, int width) {
    double[][] rows = new double[n][width];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = Seed.uniform(key, (long) i * width + k);
      }
    }
    return rows;
  }

  /** A sample of one value a query, every query a member. */
  static Values values(double... values) {
    return new Values(java.util.stream.IntStream.range(0, values.length).toArray(), values);
  }
}
