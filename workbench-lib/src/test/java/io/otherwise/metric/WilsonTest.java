package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WilsonTest {
  @Test
  void its_ends_solve_the_equation_of_the_score_test() {
    // (share - p)^2 = z^2 p (1 - p) / n at both ends.
    double z = NormalQuantile.twoSided(.9);
    Wilson w = Wilson.of(13, 40, .9);

    for (double p : new double[] {w.low(), w.high()}) {
      assertEquals(z * z * p * (1 - p) / 40, (w.share() - p) * (w.share() - p), 1e-12);
    }
  }

  @Test
  void successes_and_failures_mirror_each_other() {
    Wilson seven = Wilson.of(7, 20);
    Wilson thirteen = Wilson.of(13, 20);

    assertEquals(1 - seven.high(), thirteen.low(), 1e-15);
    assertEquals(1 - seven.low(), thirteen.high(), 1e-15);
  }

  @Test
  void none_and_all_end_at_zero_and_one_exactly() {
    for (int n = 1; n < 50; n++) {
      assertEquals(0, Wilson.of(0, n).low());
      assertEquals(1, Wilson.of(n, n).high());
    }
  }

  @Test
  void a_higher_level_is_wider_and_more_answers_are_narrower() {
    assertTrue(width(Wilson.of(7, 20, .99)) > width(Wilson.of(7, 20)));
    assertTrue(width(Wilson.of(7, 20)) > width(Wilson.of(7, 20, .8)));
    assertTrue(width(Wilson.of(70, 200)) < width(Wilson.of(7, 20)));
  }

  private static double width(Wilson w) {
    return w.high() - w.low();
  }

  @Test
  void ninety_five_percent_is_usual() {
    assertEquals(Wilson.of(7, 20, .95), Wilson.of(7, 20));
  }

  @Test
  void levels_that_no_interval_has_are_refused() {
    for (double level : new double[] {0, 1, 95, -1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> Wilson.of(7, 20, level));
    }
  }
}
