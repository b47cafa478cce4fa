package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.metric.Bca;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedResamplesTest {
  private static final PairedResamples TEN = new PairedResamples(10, 1000, Seed.seed(0));

  private static List<int[]> one(int queries) {
    return IntStream.range(0, queries).mapToObj(i -> new int[] {i}).toList();
  }

  private static Values values(double... all) {
    return new Values(IntStream.range(0, all.length).toArray(), all);
  }

  @Test
  void a_resample_has_as_many_queries_as_there_are_and_repeats_itself() {
    int[] drawn = TEN.drawn(7);
    assertEquals(10, drawn.length);
    assertTrue(Arrays.stream(drawn).allMatch(q -> q >= 0 && q < 10));
    assertArrayEquals(drawn, TEN.drawn(7));
    assertFalse(Arrays.equals(drawn, TEN.drawn(8)));
    assertFalse(Arrays.equals(drawn, new PairedResamples(10, 1000, Seed.seed(1)).drawn(7)));
  }

  @Test
  void every_query_is_drawn_equally_often() {
    int[] counts = new int[10];
    IntStream.range(0, 1000).flatMap(r -> Arrays.stream(TEN.drawn(r))).forEach(q -> counts[q]++);
    // 1,000 expected, with a deviation of 30.
    assertTrue(Arrays.stream(counts).allMatch(c -> c > 880 && c < 1120), Arrays.toString(counts));
  }

  @Test
  void the_spread_of_a_mean_is_its_standard_error() {
    double[] data = IntStream.range(0, 100).mapToDouble(i -> i % 2).toArray();
    PairedResamples resamples = new PairedResamples(100, 4000, Seed.seed(0));
    Interval interval =
        PairedResamples.percentiles(resamples.values(values(data), one(100))).orElseThrow();
    assertEquals(.5 - 1.96 * .05, interval.low(), .012);
    assertEquals(.5 + 1.96 * .05, interval.high(), .012);
  }

  @Test
  void rows_that_differ_by_a_constant_differ_by_it_on_every_resample() {
    double[] data = {1, 5, 2, 8, 3, 9, 4, 7, 6, 0};
    double[] more = Arrays.stream(data).map(v -> v + 2).toArray();
    double[] a = TEN.values(values(data), one(10));
    double[] b = TEN.values(values(more), one(10));
    for (int r = 0; r < a.length; r++) {
      assertEquals(2, b[r] - a[r], 1e-12);
    }
  }

  @Test
  void members_are_found_by_where_they_stood() {
    // Only the answers at 2 and 5 belong to the population.
    Values some = new Values(new int[] {2, 5}, new double[] {20, 50});
    double[] found = TEN.values(some, one(10));
    for (int r = 0; r < found.length; r++) {
      double expected =
          Arrays.stream(TEN.drawn(r))
              .filter(q -> q == 2 || q == 5)
              .map(q -> 10 * q)
              .average()
              .orElse(Double.NaN);
      assertEquals(expected, found[r], 1e-12);
    }
  }

  @Test
  void answers_to_one_query_come_together() {
    // Query 0 has the answers 0 and 1, query 1 has 2 and 3.
    List<int[]> places = List.of(new int[] {0, 1}, new int[] {2, 3});
    double[] found = new PairedResamples(2, 1000, Seed.seed(0)).values(values(1, 3, 5, 7), places);
    assertTrue(Arrays.stream(found).allMatch(v -> v == 2 || v == 4 || v == 6));
  }

  @Test
  void resamples_without_a_value_are_left_out_unless_they_are_many() {
    double[] few = new double[1000];
    Arrays.setAll(few, i -> i < 40 ? Double.NaN : 1);
    assertEquals(new Interval(1, 1), PairedResamples.percentiles(few).orElseThrow());
    double[] many = new double[1000];
    Arrays.setAll(many, i -> i < 60 ? Double.NaN : 1);
    assertTrue(PairedResamples.percentiles(many).isEmpty());
    assertTrue(PairedResamples.percentiles().isEmpty());
  }

  @Test
  void percentiles_interpolate() {
    double[] hundred = IntStream.rangeClosed(0, 1000).mapToDouble(i -> 1000 - i).toArray();
    Interval middle = PairedResamples.percentiles(hundred).orElseThrow();
    assertEquals(25, middle.low(), 1e-9);
    assertEquals(975, middle.high(), 1e-9);
  }

  @Test
  void a_spread_can_be_put_around_a_value() {
    double[] shifted = IntStream.rangeClosed(0, 1000).mapToDouble(i -> 100 + i).toArray();
    assertEquals(new Interval(3 - 475, 3 + 475), PairedResamples.around(3, shifted).orElseThrow());
  }

  @Test
  void too_few_resamples_or_queries_are_refused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> new PairedResamples(10, 999, Seed.seed(0)));
    assertTrue(e.getMessage().contains("10 and 999"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new PairedResamples(0, 1000, Seed.seed(0)));
  }

  @Test
  void the_jackknife_leaves_out_all_answers_to_a_query() {
    List<int[]> places = List.of(new int[] {0, 1}, new int[] {2}, new int[] {7});
    Values some = new Values(new int[] {0, 1, 2}, new double[] {1, 3, 5});

    double[] left = PairedResamples.jackknife(some, places);

    assertArrayEquals(new double[] {5, 2, 3}, left, 1e-15);
  }

  @Test
  void a_mean_of_skewed_values_has_its_interval_moved_towards_the_long_tail() {
    double[] data = IntStream.range(0, 10).mapToDouble(i -> i * i * i).toArray();
    Values skewed = values(data);
    double[] draws = TEN.values(skewed, one(10));
    double[] jackknife = PairedResamples.jackknife(skewed, one(10));

    Interval plain = PairedResamples.percentiles(draws).orElseThrow();
    Interval moved = PairedResamples.corrected(skewed.value(), draws, jackknife).orElseThrow();

    assertEquals(Bca.interval(skewed.value(), draws, jackknife, .95).orElseThrow(), moved);
    assertTrue(moved.low() > plain.low() && moved.high() > plain.high(), moved + " " + plain);
  }

  @Test
  void what_cannot_be_corrected_keeps_its_percentiles_and_too_few_draws_have_none() {
    double[] equal = new double[1000];
    Arrays.fill(equal, 2);
    assertEquals(
        new Interval(2, 2), PairedResamples.corrected(2, equal, new double[0]).orElseThrow());

    double[] many = equal.clone();
    Arrays.fill(many, 0, 60, Double.NaN);
    assertTrue(PairedResamples.corrected(2, many, new double[] {1, 2, 4}).isEmpty());
  }
}
