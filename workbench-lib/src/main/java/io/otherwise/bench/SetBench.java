package io.otherwise.bench;

import io.otherwise.explain.Seed;
import io.otherwise.metric.Features;
import io.otherwise.metric.FrechetDistance;
import io.otherwise.metric.Manifold;
import io.otherwise.tensor.PeakResident;
import java.util.function.ToDoubleBiFunction;

/**
 * Metrics between two sets of features: seconds and memory at the size that papers use, and at a
 * smaller one how many times longer the textbook's way takes.
 */
record SetBench(Figures figures) {
  private static final int IMAGES = 10_000;
  private static final int WIDTH = 2048;
  private static final int FEW = 1000;
  private static final int NARROW = 256;
  private static final int ROUNDS = 5;
  private static final double SAME = 1e-6;

  private interface Metric extends ToDoubleBiFunction<float[][], float[][]> {
    default Timed timed(float[][] a, float[][] b) {
      long start = System.nanoTime();
      double value = applyAsDouble(a, b);
      return new Timed((System.nanoTime() - start) / 1e9, value);
    }
  }

  private record Timed(double seconds, double value) {}

  void frechet() {
    measure("Frechet distance", FrechetDistance::between, Textbook::frechet);
  }

  void neighbours() {
    int k = Textbook.NEIGHBOURS;
    measure(
        "precision by neighbours",
        (a, b) -> Manifold.of(Features.of(a), k).share(Features.of(b)),
        Textbook::precision);
  }

  private void measure(String name, Metric ours, Metric textbook) {
    compare(name, ours, textbook);
    float[][] a = features(IMAGES, WIDTH, 1);
    float[][] b = features(IMAGES, WIDTH, 2);
    PeakResident.mark();
    Timed timed = ours.timed(a, b);
    String size = ", %,d x %,d features".formatted(IMAGES, WIDTH);
    figures.report(name + size, timed.seconds(), "s");
    figures.report("peak memory of the process", PeakResident.bytes() / 1048576.0, "MiB");
  }

  /** The best of some rounds each, in turns, so that both meet a warm machine. */
  private void compare(String name, Metric ours, Metric textbook) {
    float[][] a = features(FEW, NARROW, 3);
    float[][] b = features(FEW, NARROW, 4);
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int round = 0; round < ROUNDS; round++) {
      Timed one = ours.timed(a, b);
      Timed other = textbook.timed(a, b);
      check(name, one.value(), other.value());
      best[0] = Math.min(best[0], one.seconds());
      best[1] = Math.min(best[1], other.seconds());
    }
    String size = ", %,d x %,d features".formatted(FEW, NARROW);
    figures.report(name + size, 1e3 * best[0], "ms");
    figures.report(name + size + ", textbook", 1e3 * best[1], "ms");
    figures.report("ratio", best[1] / best[0], "x");
  }

  private static void check(String name, double ours, double textbook) {
    if (!(Math.abs(ours - textbook) <= SAME * Math.max(1, Math.abs(textbook)))) {
      throw new IllegalStateException(
          "a bench compares two ways to one number, but the %s was %s and the textbook's %s; mend the metric first"
              .formatted(name, ours, textbook));
    }
  }

  /** In [0, 1). */
  private static float[][] features(int n, int width, int set) {
    long key = Seed.seed(set).key("bench", "features", 0);
    float[][] rows = new float[n][width];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = (float) Seed.uniform(key, (long) i * width + k);
      }
    }
    return rows;
  }
}
