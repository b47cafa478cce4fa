package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static float[] draw(List<String> ids, String stream, int step) {
    try (Scope scope = Scope.open()) {
      return Noise.counted(Seed.seed(5), ids).draw(stream, step, ids.size(), 2, 3).floats();
    }
  }

  @Test
  void a_draw_does_not_depend_on_the_batch_or_its_order() {
    float[] together = draw(List.of("a", "b", "c"), "abduction", 0);
    float[] turned = draw(List.of("c", "b", "a"), "abduction", 0);

    assertArrayEquals(draw(List.of("b"), "abduction", 0), Arrays.copyOfRange(together, 6, 12));
    assertArrayEquals(Arrays.copyOfRange(turned, 0, 6), Arrays.copyOfRange(together, 12, 18));
  }

  @Test
  void some_queries_draw_what_they_draw_in_the_whole_batch() {
    try (Scope scope = Scope.open()) {
      Noise whole = Noise.counted(Seed.seed(5), List.of("a", "b", "c"));

      float[] some = whole.of(2, 0).draw("abduction", 0, 2, 2, 3).floats();

      float[] all = draw(List.of("a", "b", "c"), "abduction", 0);
      assertArrayEquals(Arrays.copyOfRange(all, 12, 18), Arrays.copyOfRange(some, 0, 6));
      assertArrayEquals(Arrays.copyOfRange(all, 0, 6), Arrays.copyOfRange(some, 6, 12));
    }
  }

  @Test
  void stream_and_step_give_other_draws() {
    float[] first = draw(List.of("a"), "abduction", 0);

    assertFalse(Arrays.equals(first, draw(List.of("a"), "posterior", 0)));
    assertFalse(Arrays.equals(first, draw(List.of("a"), "abduction", 1)));
  }

  @Test
  void values_are_standard_normal() {
    float[] values = new float[200_000];
    Noise.fill(42, values, 0, values.length);

    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (float v : values) {
      mean += v / values.length;
      square += (double) v * v / values.length;
      fourth += Math.pow(v, 4) / values.length;
    }
    assertEquals(0, mean, 0.01);
    assertEquals(1, square, 0.015);
    assertEquals(3, fourth, 0.1);
  }

  @Test
  void the_first_draws_are_the_same_on_every_machine() {
    float[] values = new float[4];
    Noise.fill(1, values, 0, 4);
    float[] again = new float[9];
    Noise.fill(1, again, 3, 4);

    assertArrayEquals(values, Arrays.copyOfRange(again, 3, 7));
  }

  @Test
  void another_batch_size_is_refused() {
    try (Scope scope = Scope.open()) {
      Noise two = Noise.counted(Seed.seed(0), List.of("a", "b"));

      assertThrows(IllegalArgumentException.class, () -> two.draw("x", 0, 3, 1));
    }
  }

  @Test
  void shared_noise_is_one_draw_for_all() {
    try (Scope scope = Scope.open()) {
      float[] values = Noise.shared(Seed.seed(0), 2).draw("x", 0, 2, 5).floats();

      assertArrayEquals(Arrays.copyOfRange(values, 0, 5), Arrays.copyOfRange(values, 5, 10));
    }
  }
}
