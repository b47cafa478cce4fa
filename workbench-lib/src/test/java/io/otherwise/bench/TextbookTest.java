package io.otherwise.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.explain.Seed;
import io.otherwise.metric.Features;
import io.otherwise.metric.FrechetDistance;
import io.otherwise.metric.Manifold;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Benches compare two ways to one number, so both must give it. */
class TextbookTest {
  private static float[][] features(int n, int width, int set, float shift) {
    float[][] rows = new float[n][width];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = shift + (float) Seed.uniform(set, (long) i * width + k);
      }
    }
    return rows;
  }

  @Test
  void both_ways_give_one_frechet_distance() {
    float[][] a = features(60, 7, 1, 0);
    float[][] b = features(45, 7, 2, .5f);

    assertEquals(FrechetDistance.between(a, b), Textbook.frechet(a, b), 1e-9);
    assertEquals(0, Textbook.frechet(a, a), 1e-9);
  }

  @Test
  void of_two_shifted_sets_the_distance_is_the_squared_shift() {
    float[][] a = features(50, 3, 1, 0);

    assertEquals(3 * .25, Textbook.frechet(a, features(50, 3, 1, .5f)), 1e-5);
  }

  @Test
  void both_ways_give_one_precision() {
    float[][] a = features(60, 3, 1, 0);
    float[][] b = features(45, 3, 2, .3f);

    double ours = Manifold.of(Features.of(a), Textbook.NEIGHBOURS).share(Features.of(b));

    assertEquals(ours, Textbook.precision(a, b));
    assertEquals(1, Textbook.precision(a, a));
    assertEquals(0, Textbook.precision(a, features(45, 3, 2, 9)));
  }

  @Test
  void a_figure_is_one_line() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Figures figures = new Figures(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    figures.report("some work", 12.3456, "ms");
    figures.report("threads", 2, "");

    assertEquals(
        "some work: 12.35 ms\nthreads: 2.000\n",
        bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
  }
}
