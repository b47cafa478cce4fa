package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static Repeats repeats(double... values) {
    return new Repeats(values);
  }

  @Test
  void mean_and_both_deviations_are_the_textbooks() {
    Repeats some = repeats(2, 4, 4, 4, 5, 5, 7, 9);

    assertEquals(5, some.mean());
    assertEquals(2, some.populationDeviation(), 1e-15);
    assertEquals(Math.sqrt(32 / 7.0), some.deviation(), 1e-15);
  }

  @Test
  void a_single_draw_has_no_deviation() {
    assertEquals(3, repeats(3).mean());
    assertTrue(Double.isNaN(repeats(3).deviation()));
    assertTrue(Double.isNaN(repeats().mean()));
  }

  @Test
  void one_undefined_draw_leaves_the_mean_undefined() {
    assertTrue(Double.isNaN(repeats(1, Double.NaN).mean()));
    assertTrue(Double.isNaN(repeats(1, Double.NaN).deviation()));
  }

  @Test
  void values_are_its_own() {
    double[] values = {1, 2};
    Repeats some = new Repeats(values);
    values[0] = 9;
    some.values()[1] = 9;

    assertEquals(repeats(1, 2), some);
    assertEquals(repeats(1, 2).hashCode(), some.hashCode());
    assertNotEquals(repeats(1, 3), some);
    assertEquals("Repeats[2 draws, mean 1.5, deviation 0.7071067811865476]", some.toString());
  }

  @Test
  void subsets_are_drawn_without_replacement() {
    int[] drawn = Subset.of(Seed.seed(1), "test", 0, 20, 8);

    assertEquals(8, Arrays.stream(drawn).distinct().count());
    assertTrue(Arrays.stream(drawn).allMatch(i -> i >= 0 && i < 20));
    assertArrayEquals(
        IntStream.range(0, 20).toArray(),
        Arrays.stream(Subset.of(Seed.seed(1), "test", 0, 20, 20)).sorted().toArray());
  }

  @Test
  void subsets_depend_on_seed_stream_and_draw() {
    int[] drawn = Subset.of(Seed.seed(1), "test", 0, 50, 10);

    assertArrayEquals(drawn, Subset.of(Seed.seed(1), "test", 0, 50, 10));
    assertTrue(!Arrays.equals(drawn, Subset.of(Seed.seed(2), "test", 0, 50, 10)));
    assertTrue(!Arrays.equals(drawn, Subset.of(Seed.seed(1), "other", 0, 50, 10)));
    assertTrue(!Arrays.equals(drawn, Subset.of(Seed.seed(1), "test", 1, 50, 10)));
  }

  @Test
  void every_place_is_drawn_equally_often() {
    int[] counts = new int[5];
    for (int draw = 0; draw < 2000; draw++) {
      for (int i : Subset.of(Seed.seed(3), "test", draw, 5, 2)) {
        counts[i]++;
      }
    }

    for (int count : counts) {
      assertEquals(800, count, 100);
    }
  }

  @Test
  void of_equal_numbers_the_first_is_the_smaller() {
    assertArrayEquals(new int[] {1, 3, 0}, Subset.smallest(new double[] {2, 1, 2, 1, 2}, 3));
  }

  @Test
  void equal_draws_are_equal_and_hash_alike() {
    Repeats one = new Repeats(new double[] {1, 2});

    assertEquals(one, new Repeats(new double[] {1, 2}));
    assertEquals(one.hashCode(), new Repeats(new double[] {1, 2}).hashCode());
    assertNotEquals(one, new Repeats(new double[] {2, 1}));
    assertNotEquals(one.hashCode(), new Repeats(new double[] {2, 1}).hashCode());
  }
}
