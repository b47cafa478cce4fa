package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NormalIntervalTest {
  @Test
  void quantiles_are_those_of_the_tables() {
    assertEquals(1.6448536269514722, NormalQuantile.twoSided(.9), 1e-12);
    assertEquals(1.959963984540054, NormalQuantile.twoSided(.95), 1e-12);
    assertEquals(2.5758293035489004, NormalQuantile.twoSided(.99), 1e-12);
    assertEquals(0.6744897501960817, NormalQuantile.twoSided(.5), 1e-12);
  }

  @Test
  void a_small_example_by_hand() {
    NormalInterval found = NormalInterval.rounded(1, 2, 3, 4, 5);

    assertEquals(3, found.mean());
    assertEquals(Math.sqrt(2.5), found.deviation(), 1e-15);
    assertEquals(3 - 1.96 * Math.sqrt(.5), found.low(), 1e-12);
    assertEquals(3 + 1.96 * Math.sqrt(.5), found.high(), 1e-12);
    assertEquals(5, found.n());
  }

  @Test
  void the_exact_quantile_is_a_little_below_the_rounded_one() {
    double[] values = MadeAnswers.uniform(1, 50);
    NormalInterval exact = NormalInterval.of(values);
    NormalInterval rounded = NormalInterval.rounded(values);

    assertTrue(exact.high() < rounded.high());
    assertEquals(exact.high(), rounded.high(), 1e-5);
    assertEquals(exact, NormalInterval.at(.95, values));
  }

  @Test
  void equal_values_leave_no_doubt() {
    NormalInterval found = NormalInterval.of(.25, .25, .25);

    assertEquals(new Interval(.25, .25), found.interval());
    assertEquals(0, found.deviation());
  }

  @Test
  void what_is_not_a_number_is_no_value() {
    assertEquals(NormalInterval.of(1, 2, 3), NormalInterval.of(1, Double.NaN, 2, 3, Double.NaN));
  }

  @Test
  void four_times_the_values_halve_it() {
    double[] one = MadeAnswers.uniform(2, 400);
    double[] four = new double[1600];
    for (int i = 0; i < four.length; i++) {
      four[i] = one[i / 4];
    }

    assertEquals(2, half(one) / half(four), 0.01);
  }

  private static double half(double... values) {
    NormalInterval found = NormalInterval.of(values);
    return found.high() - found.mean();
  }

  @Test
  void it_covers_the_truth_about_as_often_as_it_says() {
    int covered = 0;
    for (int key = 0; key < 200; key++) {
      NormalInterval found = NormalInterval.at(.8, MadeAnswers.uniform(key * 7919L, 40));
      covered += found.low() <= .5 && .5 <= found.high() ? 1 : 0;
    }

    assertTrue(covered > 140 && covered < 180, "covered " + covered + " of 200");
  }

  @Test
  void one_value_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> NormalInterval.of(1));
    assertThrows(IllegalArgumentException.class, () -> NormalInterval.of(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> NormalInterval.at(2, 1, 2));
  }

  @Test
  void two_values_are_enough() {
    NormalInterval two = NormalInterval.rounded(1, 3);

    assertEquals(2, two.mean());
    assertEquals(2 + 1.96, two.high(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> NormalInterval.of(1, Double.NaN));
  }
}
