package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.explain.Seed;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Answers and networks small enough to compute their metrics twice. */
final class SetAnswers {
  private static final int SIDE = 2;

  private SetAnswers() {}

  /** Random images; an edit adds to every value, and every third answer fails. */
  static Counterfactuals shifted(int n, float by) {
    return new Counterfactuals(
        IntStream.range(0, n).mapToObj(i -> one(i, i % 3 != 2, by)).toList());
  }

  /** As {@link #shifted}, but every answer reaches its target. */
  static Counterfactuals flipped(int n, float by) {
    return new Counterfactuals(IntStream.range(0, n).mapToObj(i -> one(i, true, by)).toList());
  }

  private static Counterfactual one(int i, boolean flipped, float by) {
    Image factual = image(i, 0);
    return Counterfactual.of(
        factual.towards("yes"),
        image(i, by),
        Scores.binary("no", "yes", 0.1f),
        Scores.binary("no", "yes", flipped ? 0.9f : 0.2f));
  }

  private static Image image(int i, float by) {
    long key = Seed.seed(7).key("image " + i, "pixels", 0);
    float[] values = new float[Image.CHANNELS * SIDE * SIDE];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (0.5 * Seed.uniform(key, k)) + by;
    }
    return Image.of("toy/" + i, SIDE, SIDE, values);
  }

  static List<Image> factual(Counterfactuals answers) {
    return answers.stream().map(Counterfactual::factual).toList();
  }

  static List<Image> edited(Counterfactuals answers) {
    return answers.stream().map(Counterfactual::edited).toList();
  }

  /** Random features in [0, 1) times a scale. */
  static double[][] random(long seed, int n, int width, double scale) {
    double[][] rows = new double[n][width];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = scale * Seed.uniform(seed, (long) i * width + k);
      }
    }
    return rows;
  }

  static float[][] narrowed(double[]... rows) {
    float[][] narrow = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      narrow[i] = new float[rows[i].length];
      for (int k = 0; k < narrow[i].length; k++) {
        narrow[i][k] = (float) rows[i][k];
      }
    }
    return narrow;
  }

  /** Features are the first values of an image and a product; it counts what it is asked. */
  record Network(String name, int batch, AtomicInteger images, AtomicInteger largest)
      implements FeatureNetwork {
    Network(String name) {
      this(name, Integer.MAX_VALUE);
    }

    /** Works through what it gets in batches of its own. */
    Network(String name, int batch) {
      this(name, batch, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public float[][] features(List<Image> asked) {
      images.addAndGet(asked.size());
      largest.accumulateAndGet(asked.size(), Math::max);
      List<float[]> rows = new ArrayList<>();
      for (int from = 0; from < asked.size(); from += Math.min(batch, asked.size())) {
        int to = Math.min(asked.size(), from + Math.min(batch, asked.size()));
        asked.subList(from, to).forEach(image -> rows.add(row(image)));
      }
      return rows.toArray(float[][]::new);
    }

    private static float[] row(Image image) {
      float[] v = image.values();
      return new float[] {v[0], v[1], v[2], v[3] * v[4]};
    }
  }
}
