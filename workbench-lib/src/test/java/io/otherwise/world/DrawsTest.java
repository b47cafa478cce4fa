package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void a_draw_depends_on_its_key_and_stream_alone() {
    Draws draws = new Draws(3);
    double first = draws.uniform("age");
    draws.uniform("smile");
    assertEquals(first, draws.uniform("age"));
    assertNotEquals(first, draws.uniform("smile"));
    assertNotEquals(first, new Draws(4).uniform("age"));
  }

  @Test
  void the_recorded_values_hold_on_every_machine() {
    assertEquals(0xe220a8397b1dcdafL, Draws.mix(0), "first output of SplitMix64 at seed 0");
  }

  @Test
  void uniform_draws_fill_the_interval_evenly() {
    int[] bins = new int[10];
    for (int i = 0; i < 20_000; i++) {
      bins[(int) (new Draws(7).child("x", i).uniform("u") * 10)]++;
    }
    for (int bin : bins) {
      assertEquals(2000, bin, 200);
    }
  }

  @Test
  void bell_draws_have_mean_0_and_deviation_one_third() {
    double sum = 0;
    double squares = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      double v = new Draws(9).child("x", i).bell("b");
      assertTrue(v > -1 && v < 1);
      sum += v;
      squares += v * v;
    }
    assertEquals(0, sum / n, 0.01);
    assertEquals(1.0 / 3, Math.sqrt(squares / n), 0.01);
  }

  @Test
  void neighbouring_children_have_distinct_keys() {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(new Draws(1).child("a", i).key());
      keys.add(new Draws(1).child("b", i).key());
    }
    assertEquals(20_000, keys.size());
  }
}
