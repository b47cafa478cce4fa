package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearOracleTest {
  private static final int N = 60;

  private static double[] drawn(String name, double from, double to) {
    long key = Seed.seed(3).key(name, "test", 0);
    return IntStream.range(0, N)
        .mapToDouble(i -> from + (to - from) * Seed.uniform(key, i))
        .toArray();
  }

  private static double norm(double[] x, double p) {
    return Math.pow(Arrays.stream(x).map(v -> Math.pow(Math.abs(v), p)).sum(), 1 / p);
  }

  private static double inner(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Test
  void the_answer_lies_on_the_ball_and_in_the_box() {
    double[] x = drawn("x", 0, 1);
    double[] w = drawn("w", -1, 1);
    for (double p : new double[] {1.2, 1.5, 2}) {
      double[] delta = LinearOracle.furthest(x, w, 2, p);

      assertEquals(2, norm(delta, p), 1e-9, "p " + p);
      for (int i = 0; i < N; i++) {
        assertTrue(x[i] + delta[i] >= 0 && x[i] + delta[i] <= 1, "value " + i);
      }
    }
  }

  @Test
  void no_other_point_of_the_ball_and_the_box_lies_further() {
    double[] x = drawn("x", 0, 1);
    double[] w = drawn("w", -1, 1);
    double best = inner(w, LinearOracle.furthest(x, w, 2, 1.5));
    for (int trial = 0; trial < 200; trial++) {
      // Any other direction's answer is a point of the same set.
      double[] other = drawn("other" + trial, -1, 1);
      for (int i = 0; i < N; i++) {
        other[i] = w[i] + 0.1 * other[i];
      }
      assertTrue(inner(w, LinearOracle.furthest(x, other, 2, 1.5)) < best);
    }
  }

  @Test
  void far_from_the_box_it_is_hoelders_direction() {
    double[] x = new double[N];
    Arrays.fill(x, 0.5);
    double[] w = drawn("w", -1, 1);

    double[] delta = LinearOracle.furthest(x, w, 0.01, 2);

    for (int i = 0; i < N; i++) {
      assertEquals(0.01 * w[i] / norm(w, 2), delta[i], 1e-12);
    }
  }

  @Test
  void a_ball_around_the_whole_box_gives_its_corner() {
    double[] delta = LinearOracle.furthest(new double[] {0.3, 0.9}, new double[] {1e-9, -5}, 9, 2);

    assertArrayEquals(new double[] {0.7, -0.9}, delta, 1e-12);
  }

  @Test
  void what_the_direction_does_not_ask_for_stays() {
    double[] delta = LinearOracle.furthest(new double[] {0.3, 1}, new double[] {0, 1}, 9, 1.5);

    assertArrayEquals(new double[] {0, 0}, delta);
  }

  @Test
  void small_directions_count_like_large_ones() {
    double[] x = drawn("x", 0, 1);
    double[] w = drawn("w", -1, 1);
    double[] small = Arrays.stream(w).map(v -> v * 1e-60).toArray();

    double[] found = LinearOracle.furthest(x, small, 1, 1.2);

    assertArrayEquals(LinearOracle.furthest(x, w, 1, 1.2), found, 1e-9);
  }

  @Test
  void samples_do_not_see_each_other() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(new float[] {0.5f, 0.2f, 0.1f, 0.9f}, 2, 2);
      Tensor w = Tensor.of(new float[] {1, -1, 100, 300}, 2, 2);

      float[] both = LinearOracle.furthest(x, w, 0.1, 1.5).floats();
      float[] second =
          LinearOracle.furthest(x.narrow(0, 1, 1), w.narrow(0, 1, 1), 0.1, 1.5).floats();

      assertArrayEquals(second, Arrays.copyOfRange(both, 2, 4));
    }
  }
}
