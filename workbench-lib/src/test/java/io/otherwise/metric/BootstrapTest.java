package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final int N = 60;
  private final Resamples resamples = Resamples.of(N);
  private final double[] data = MadeAnswers.uniform(1, N);
  private final Values sample = MadeAnswers.values(data);

  private static double width(Interval interval) {
    return interval.high() - interval.low();
  }

  @Test
  void percentiles_are_linear_between_sorted_values() {
    double[] values = {40, 10, 30, 20, 50};

    // Positions 4 x .1 and 4 x .9.
    Interval found = Bootstrap.percentiles(values, .8);
    assertEquals(14, found.low(), 1e-12);
    assertEquals(46, found.high(), 1e-12);
    assertEquals(new Interval(20, 40), Bootstrap.percentiles(values, .5));
    assertArrayEquals(new double[] {40, 10, 30, 20, 50}, values, "left as it was");
  }

  @Test
  void undefined_draws_are_left_out() {
    assertEquals(
        Bootstrap.percentiles(new double[] {1, 2, 3}, .9),
        Bootstrap.percentiles(new double[] {Double.NaN, 3, 1, Double.NaN, 2}, .9));
    Interval none = Bootstrap.percentiles(new double[] {Double.NaN}, .9);
    assertTrue(Double.isNaN(none.low()) && Double.isNaN(none.high()));
  }

  @Test
  void infinite_draws_stay_infinite() {
    Interval found = Bootstrap.percentiles(new double[] {1, 2, Double.POSITIVE_INFINITY}, .999);

    assertEquals(Double.POSITIVE_INFINITY, found.high());
    assertEquals(1, found.low(), 1e-2);
  }

  @Test
  void a_draw_is_the_mean_over_its_members() {
    double[] values = Bootstrap.values(sample, resamples);

    assertEquals(1000, values.length);
    assertEquals(
        Arrays.stream(resamples.draw(17)).mapToDouble(q -> data[q]).average().orElseThrow(),
        values[17],
        1e-12);
  }

  @Test
  void its_interval_is_close_to_the_normal_one_for_a_mean() {
    Interval found = Bootstrap.interval(sample, resamples);
    NormalInterval normal = NormalInterval.of(data);

    assertEquals(normal.low(), found.low(), .015);
    assertEquals(normal.high(), found.high(), .015);
    assertTrue(found.low() < sample.value() && sample.value() < found.high());
  }

  @Test
  void equal_values_leave_no_doubt() {
    double[] equal = new double[N];
    Arrays.fill(equal, .25);

    assertEquals(new Interval(.25, .25), Bootstrap.interval(MadeAnswers.values(equal), resamples));
  }

  @Test
  void the_same_resamples_give_the_same_interval() {
    assertEquals(
        Bootstrap.interval(sample, resamples), Bootstrap.interval(sample, Resamples.of(N)));
  }

  @Test
  void shifting_and_scaling_values_moves_the_interval_along() {
    Interval one = Bootstrap.interval(sample, resamples);
    double[] moved = Arrays.stream(data).map(v -> 3 * v - 2).toArray();
    Interval other = Bootstrap.interval(MadeAnswers.values(moved), resamples);

    assertEquals(3 * one.low() - 2, other.low(), 1e-12);
    assertEquals(3 * one.high() - 2, other.high(), 1e-12);
  }

  @Test
  void pairing_tells_apart_what_intervals_of_each_do_not() {
    // The second method is better by a hair on every query.
    double[] better = Arrays.stream(data).map(v -> v + .01).toArray();
    Values other = MadeAnswers.values(better);

    Interval difference = Bootstrap.difference(other, sample, resamples);

    assertEquals(.01, difference.low(), 1e-12);
    assertEquals(.01, difference.high(), 1e-12);
    assertTrue(
        Bootstrap.interval(sample, resamples).overlaps(Bootstrap.interval(other, resamples)));
  }

  @Test
  void the_difference_of_unrelated_values_is_wider_than_either() {
    Values other = MadeAnswers.values(MadeAnswers.uniform(2, N));
    Interval difference = Bootstrap.difference(sample, other, resamples);

    assertTrue(width(difference) > width(Bootstrap.interval(sample, resamples)));
    assertEquals(-difference.low(), Bootstrap.difference(other, sample, resamples).high(), 1e-12);
  }

  @Test
  void samples_of_two_populations_are_paired_by_query() {
    int[] even = new int[N / 2];
    double[] values = new double[N / 2];
    for (int i = 0; i < even.length; i++) {
      even[i] = 2 * i;
      values[i] = data[2 * i];
    }
    double[] differences = Bootstrap.differences(new Values(even, values), sample, resamples);
    int[] drawn = resamples.draw(3);
    double evens =
        Arrays.stream(drawn)
            .filter(q -> q % 2 == 0)
            .mapToDouble(q -> data[q])
            .average()
            .orElseThrow();
    double all = Arrays.stream(drawn).mapToDouble(q -> data[q]).average().orElseThrow();

    assertEquals(evens - all, differences[3], 1e-12);
  }

  @Test
  void a_rare_population_is_missing_from_some_draws_and_still_has_an_interval() {
    Values rare = new Values(new int[] {5}, new double[] {.75});
    double[] values = Bootstrap.values(rare, resamples);

    assertTrue(Arrays.stream(values).anyMatch(Double::isNaN));
    assertEquals(new Interval(.75, .75), Bootstrap.interval(rare, resamples));
  }

  @Test
  void an_empty_population_has_none() {
    Interval none = Bootstrap.interval(new Values(new int[0], new double[0]), resamples);

    assertTrue(Double.isNaN(none.low()));
    assertFalse(none.overlaps(new Interval(0, 1)));
  }

  @Test
  void set_metrics_are_resampled_alike() {
    CorrelationDifference cd =
        CorrelationDifference.of(
            MadeAnswers.COLOURS,
            new boolean[][] {{true, true, false}, {false, false, true}},
            "red");
    Sample set = cd.sample(MadeAnswers.random(2, N));
    Interval found = Bootstrap.interval(set, resamples);

    assertTrue(found.low() < set.value() && found.high() > found.low());
  }

  @Test
  void it_covers_the_truth_about_as_often_as_it_says() {
    int covered = 0;
    for (int key = 0; key < 25; key++) {
      Values one = MadeAnswers.values(MadeAnswers.uniform(key * 104729L, N));
      Interval found = Bootstrap.interval(one, resamples);
      covered += found.low() <= .5 && .5 <= found.high() ? 1 : 0;
    }

    assertTrue(covered >= 21, "covered " + covered + " of 25");
  }

  @Test
  void levels_that_no_interval_has_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.percentiles(new double[] {1}, 95));
  }
}
