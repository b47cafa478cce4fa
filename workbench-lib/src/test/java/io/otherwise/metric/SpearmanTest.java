package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpearmanTest {
  @Test
  void without_ties_it_is_the_textbook_formula() {
    double[] x = MadeAnswers.uniform(1, 12);
    double[] y = MadeAnswers.uniform(2, 12);
    double[] a = Ranks.ascending(x);
    double[] b = Ranks.ascending(y);
    double squares = 0;
    for (int i = 0; i < 12; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }

    assertEquals(1 - 6 * squares / (12 * (144 - 1)), Spearman.rho(x, y), 1e-12);
  }

  @Test
  void ties_share_their_rank() {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 over the root of 4.5 times 5.
    assertEquals(
        4.5 / Math.sqrt(22.5),
        Spearman.rho(new double[] {1, 2, 2, 3}, new double[] {10, 20, 30, 40}),
        1e-12);
  }

  @Test
  void any_growing_curve_is_perfect_and_a_falling_one_its_opposite() {
    double[] x = MadeAnswers.uniform(3, 30);

    assertEquals(1, Spearman.rho(x, Arrays.stream(x).map(Math::exp).toArray()), 1e-12);
    assertEquals(-1, Spearman.rho(x, Arrays.stream(x).map(v -> 1 / (1 + v)).toArray()), 1e-12);
  }

  @Test
  void an_outlier_counts_as_no_more_than_its_rank() {
    double[] y = {1, 2, 3, 5, 4};

    assertEquals(
        Spearman.rho(new double[] {1, 2, 3, 4, 5}, y),
        Spearman.rho(new double[] {1, 2, 3, 4, 1e9}, y),
        1e-15);
  }

  @Test
  void pairs_with_a_missing_side_are_left_out() {
    double nan = Double.NaN;

    assertEquals(
        Spearman.rho(new double[] {1, 2, 3}, new double[] {2, 1, 3}),
        Spearman.rho(new double[] {1, nan, 2, 3, 9}, new double[] {2, 0, 1, 3, nan}),
        1e-15);
  }

  @Test
  void a_constant_or_a_single_pair_has_none() {
    assertEquals(Double.NaN, Spearman.rho(new double[] {1, 1, 1}, new double[] {1, 2, 3}));
    assertEquals(Double.NaN, Spearman.rho(new double[] {1}, new double[] {1}));
    assertEquals(Double.NaN, Spearman.rho(new double[0], new double[0]));
  }

  @Test
  void the_papers_rank_correlation_of_s3_and_flip_ratio_is_negative() {
    // LDCE, Table 2, zebra and sorrel: S3 against FR, with the tie it has.
    double[] s3 = {.92, .90, .78, .71};
    double[] fr = {47, 81, 88, 81};

    assertEquals(-.6324555320336759, Spearman.rho(s3, fr), 1e-12);
  }

  @Test
  void its_interval_holds_it_and_few_pairs_say_little() {
    double[] x = MadeAnswers.uniform(4, 40);
    double[] noise = MadeAnswers.uniform(5, 40);
    double[] y = new double[40];
    Arrays.setAll(y, i -> x[i] + noise[i]);

    Interval many = Spearman.interval(x, y, Resamples.of(40));
    Interval few = Spearman.interval(Arrays.copyOf(x, 8), Arrays.copyOf(y, 8), Resamples.of(8));

    double rho = Spearman.rho(x, y);
    assertTrue(many.low() < rho && rho < many.high());
    assertTrue(many.low() > 0, "forty pairs show it");
    assertTrue(few.high() - few.low() > many.high() - many.low());
  }

  @Test
  void columns_and_resamples_must_fit() {
    double[] three = {1, 2, 3};

    assertThrows(IllegalArgumentException.class, () -> Spearman.rho(three, new double[2]));
    assertThrows(
        IllegalArgumentException.class, () -> Spearman.interval(three, three, Resamples.of(4)));
  }
}
