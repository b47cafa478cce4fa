package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PearsonTest {
  @Test
  void a_column_goes_along_with_itself_and_against_its_negative() {
    double[] x = MadeAnswers.uniform(1, 40);

    assertEquals(1, Pearson.of(x, x), 1e-15);
    assertEquals(-1, Pearson.of(x, Arrays.stream(x).map(v -> -v).toArray()), 1e-15);
  }

  @Test
  void a_small_example_by_hand() {
    // Deviations -1, 0, 1 and -1, 1, 0: 1 over the root of 2 times 2.
    assertEquals(0.5, Pearson.of(new double[] {1, 2, 3}, new double[] {0, 2, 1}), 1e-15);
  }

  @Test
  void scale_and_shift_do_not_matter_but_a_sign_turns_it() {
    double[] x = MadeAnswers.uniform(1, 30);
    double[] y = MadeAnswers.uniform(2, 30);
    double r = Pearson.of(x, y);

    assertEquals(r, Pearson.of(Arrays.stream(x).map(v -> 7 * v + 100).toArray(), y), 1e-12);
    assertEquals(-r, Pearson.of(x, Arrays.stream(y).map(v -> 3 - v).toArray()), 1e-12);
    assertEquals(r, Pearson.of(y, x), 1e-15);
  }

  @Test
  void independent_columns_hardly_correlate() {
    double r = Pearson.of(MadeAnswers.uniform(3, 4000), MadeAnswers.uniform(4, 4000));

    assertTrue(Math.abs(r) < 0.06, "correlated by " + r);
  }

  @Test
  void a_constant_has_no_correlation_even_where_its_mean_is_rounded() {
    double[] constant = new double[10];
    Arrays.fill(constant, 0.1);

    assertEquals(Double.NaN, Pearson.of(constant, MadeAnswers.uniform(1, 10)));
    assertEquals(Double.NaN, Pearson.of(MadeAnswers.uniform(1, 10), constant));
    assertEquals(Double.NaN, Pearson.of(new double[] {3}, new double[] {4}));
    assertEquals(Double.NaN, Pearson.of(new double[0], new double[0]));
  }

  @Test
  void not_a_number_spreads() {
    double[] x = {1, Double.NaN, 3};

    assertEquals(Double.NaN, Pearson.of(x, new double[] {1, 2, 3}));
  }

  @Test
  void rounding_never_carries_it_beyond_one() {
    for (int n = 2; n < 60; n++) {
      double[] x = MadeAnswers.uniform(n, n);
      double[] y = Arrays.stream(x).map(v -> v / 3 + 1e6).toArray();

      assertTrue(Pearson.of(x, y) <= 1);
    }
  }

  @Test
  void columns_of_two_lengths_are_refused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Pearson.of(new double[3], new double[4]))
            .getMessage();

    assertTrue(message.contains("3 and 4"), message);
  }
}
