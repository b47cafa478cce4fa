package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BcaTest {
  private static final double LEVEL = .95;

  /** 1 to 1000. */
  private static double[] ladder() {
    double[] draws = new double[1000];
    Arrays.setAll(draws, i -> i + 1);
    return draws;
  }

  private static Interval found(double value, double[] draws, double... jackknife) {
    return Bca.interval(value, draws, jackknife, LEVEL).orElseThrow();
  }

  @Test
  void without_bias_and_acceleration_it_is_the_percentile_interval() {
    Interval plain = Bootstrap.percentiles(ladder(), LEVEL);
    Interval corrected = found(500.5, ladder(), 1, 2, 3);

    assertEquals(plain.low(), corrected.low(), 1e-9);
    assertEquals(plain.high(), corrected.high(), 1e-9);
  }

  /** By scipy.stats: norm.ppf, norm.cdf and numpy.quantile on the same numbers. */
  @Test
  void bias_and_acceleration_move_both_ends_as_the_formula_says() {
    // 400 draws lie below: z0 = -0.2533471; jackknife 0, 0, 0, 1: a = -0.0962250.
    assertEquals(-.2533471031357997, Bca.bias(400.5, ladder()), 1e-12);
    assertEquals(-.09622504486493763, Bca.acceleration(0, 0, 0, 1), 1e-15);
    Interval corrected = found(400.5, ladder(), 0, 0, 0, 1);

    assertEquals(2.0850803697885283, corrected.low(), 1e-6);
    assertEquals(887.4602495085595, corrected.high(), 1e-6);
  }

  @Test
  void a_draw_that_equals_the_value_counts_half() {
    assertEquals(0, Bca.bias(5, 5, 5, 5), 0);
    assertEquals(Bca.bias(2.5, 1, 2, 3, 4), Bca.bias(2, 1, 2, 2, 4), 1e-15);
    assertEquals(Bca.bias(400.5, ladder()), -Bca.bias(600.5, ladder()), 1e-12);
  }

  @Test
  void acceleration_is_the_skewness_of_a_mean_over_six_root_n() {
    // Means without each of 1, 1, 1, 5: skewness 1.1547, n = 4.
    double[] data = {1, 1, 1, 5};
    double[] without = new Values(new int[] {0, 1, 2, 3}, data).without(each(4));

    assertArrayEquals(new double[] {7 / 3., 7 / 3., 7 / 3., 1}, without, 1e-15);
    assertEquals(2 / Math.sqrt(3) / (6 * Math.sqrt(4)), Bca.acceleration(without), 1e-14);
  }

  private static int[][] each(int n) {
    int[][] groups = new int[n][];
    Arrays.setAll(groups, i -> new int[] {i});
    return groups;
  }

  @Test
  void mirrored_values_have_the_mirrored_interval() {
    double[] mirrored = Arrays.stream(ladder()).map(d -> -d).toArray();
    Interval one = found(400.5, ladder(), 0, 0, 0, 1);
    Interval other = found(-400.5, mirrored, 0, 0, 0, -1);

    assertEquals(-one.high(), other.low(), 1e-9);
    assertEquals(-one.low(), other.high(), 1e-9);
  }

  @Test
  void draws_without_a_value_are_left_out() {
    double[] gaps = Arrays.copyOf(ladder(), 1200);
    Arrays.fill(gaps, 1000, 1200, Double.NaN);

    assertEquals(found(400.5, ladder(), 0, 0, 1), found(400.5, gaps, 0, 0, 1));
  }

  @Test
  void where_it_is_not_well_defined_there_is_none() {
    double[] fine = {1, 2, 4};
    assertEmpty(Double.NaN, ladder(), fine);
    assertEmpty(Double.POSITIVE_INFINITY, ladder(), fine);
    assertEmpty(5, new double[] {Double.NaN}, fine);
    assertEmpty(0, ladder(), fine);
    assertEmpty(1001, ladder(), fine);
    assertEmpty(500, ladder(), 3, 3, 3);
    assertEmpty(500, ladder(), 3, Double.NaN, 4);
    assertEmpty(500, ladder(), 3, Double.POSITIVE_INFINITY, 4);
    assertEmpty(500, ladder());
  }

  private static void assertEmpty(double value, double[] draws, double... jackknife) {
    assertEquals(Optional.empty(), Bca.interval(value, draws, jackknife, LEVEL));
  }

  @Test
  void beyond_the_pole_of_the_formula_there_is_none() {
    double[] outlier = new double[200];
    outlier[0] = -1;
    // z0 = 3.29 and a = 0.165: 1 - a (z0 + 3.89) is below 0.
    assertEquals(3.29, Bca.bias(1000, ladder()), .01);
    assertEquals(.165, Bca.acceleration(outlier), .001);

    assertTrue(Double.isNaN(Bca.adjusted(3.29, .165, 3.89)));
    assertEquals(Optional.empty(), Bca.interval(1000, ladder(), outlier, .9999));
    assertTrue(Bca.interval(1000, ladder(), outlier, LEVEL).isPresent());
  }

  @Test
  void a_level_that_no_interval_has_is_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> Bca.interval(1, ladder(), new double[] {1, 2}, 95));
  }
}
