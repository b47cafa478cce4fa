package io.otherwise.metric;

import static io.otherwise.metric.Direction.HIGHER;
import static io.otherwise.metric.Direction.LOWER;
import static io.otherwise.metric.Direction.NONE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AverageRankTest {
  private static final double NAN = Double.NaN;

  @Test
  void each_metric_ranks_its_own_way() {
    double[][] values = {{10, .9}, {20, .95}, {30, .5}};

    assertArrayEquals(new double[] {1.5, 1.5, 3}, AverageRank.of(values, List.of(LOWER, HIGHER)));
    assertArrayEquals(new double[] {2.5, 2.5, 1}, AverageRank.of(values, List.of(HIGHER, LOWER)));
  }

  @Test
  void turning_an_arrow_turns_the_ranks_of_that_metric_alone() {
    double[][] values = MadeAnswers.uniform(1, 5, 2);
    double[][] lower = AverageRank.ranks(values, List.of(LOWER, LOWER));
    double[][] higher = AverageRank.ranks(values, List.of(HIGHER, LOWER));

    for (int i = 0; i < 5; i++) {
      assertEquals(6 - lower[i][0], higher[i][0]);
      assertEquals(lower[i][1], higher[i][1]);
    }
  }

  @Test
  void ties_share_the_mean_rank() {
    assertArrayEquals(
        new double[] {1, 2.5, 2.5, 4},
        AverageRank.of(new double[][] {{9}, {8}, {8}, {1}}, List.of(HIGHER)));
  }

  @Test
  void a_method_with_a_missing_value_gets_no_rank_and_takes_none() {
    double[][] values = {{1, 1}, {2, NAN}, {3, 3}};

    assertArrayEquals(new double[] {1, NAN, 2}, AverageRank.of(values, List.of(LOWER, LOWER)));
    assertArrayEquals(new double[] {NAN, NAN}, AverageRank.ranks(values, List.of(LOWER, LOWER))[1]);
  }

  @Test
  void a_metric_without_direction_ranks_nobody() {
    double[][] values = {{1, 7}, {2, NAN}};

    assertArrayEquals(new double[] {1, 2}, AverageRank.of(values, List.of(LOWER, NONE)));
    assertArrayEquals(new double[] {NAN, NAN}, AverageRank.of(values, List.of(NONE, NONE)));
  }

  @Test
  void average_ranks_average_to_the_middle() {
    double[][] values = MadeAnswers.uniform(2, 7, 5);
    double[] found = AverageRank.of(values, List.of(LOWER, HIGHER, LOWER, LOWER, HIGHER));

    assertEquals(4, Arrays.stream(found).average().orElseThrow(), 1e-12);
  }

  @Test
  void another_method_in_the_table_may_turn_the_order_of_two() {
    // Why it describes one table and no merit: ranks depend on who else is there.
    double[][] two = {{1, 9}, {2, 4}};
    double[][] three = {{1, 9}, {2, 4}, {3, 5}};
    List<Direction> directions = List.of(LOWER, LOWER);

    double[] before = AverageRank.of(two, directions);
    double[] after = AverageRank.of(three, directions);

    assertEquals(before[0], before[1]);
    assertTrue(after[1] < after[0]);
  }

  @Test
  void a_row_of_another_length_is_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AverageRank.of(new double[][] {{1, 2}}, List.of(LOWER)));
  }

  // ---- intervals

  private final Resamples resamples = Resamples.of(40);

  private static Values shifted(double by) {
    return MadeAnswers.values(Arrays.stream(MadeAnswers.uniform(3, 40)).map(v -> v + by).toArray());
  }

  @Test
  void methods_that_always_differ_keep_their_ranks_on_every_draw() {
    List<Interval> found =
        AverageRank.intervals(
            List.of(List.of(shifted(.2)), List.of(shifted(0)), List.of(shifted(.1))),
            List.of(LOWER),
            resamples);

    assertEquals(List.of(new Interval(3, 3), new Interval(1, 1), new Interval(2, 2)), found);
  }

  @Test
  void methods_that_hardly_differ_may_have_any_rank() {
    Values other = MadeAnswers.values(MadeAnswers.uniform(4, 40));

    List<Interval> found =
        AverageRank.intervals(
            List.of(List.of(shifted(0)), List.of(other)), List.of(HIGHER), resamples);

    assertEquals(new Interval(1, 2), found.get(0));
    assertEquals(new Interval(1, 2), found.get(1));
  }

  @Test
  void a_method_without_rank_has_no_interval_and_the_others_keep_theirs() {
    Values none = new Values(new int[0], new double[0]);

    List<Interval> found =
        AverageRank.intervals(
            List.of(List.of(shifted(.2)), List.of(none), List.of(shifted(0))),
            List.of(HIGHER),
            resamples);

    assertEquals(new Interval(1, 1), found.get(0));
    assertTrue(Double.isNaN(found.get(1).low()));
    assertEquals(new Interval(2, 2), found.get(2));
  }

  @Test
  void draws_that_miss_a_method_are_left_out() {
    // Without them the first would be ranked alone, as 1, on every third draw.
    Values rare = new Values(new int[] {5}, new double[] {.9});

    List<Interval> found =
        AverageRank.intervals(
            List.of(List.of(shifted(0)), List.of(rare)), List.of(HIGHER), resamples);

    assertEquals(new Interval(2, 2), found.get(0));
    assertEquals(new Interval(1, 1), found.get(1));
  }
}
