package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.otherwise.metric.Direction;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final double NONE = Double.NaN;

  @Test
  void the_better_value_has_the_smaller_rank() {
    assertArrayEquals(new double[] {2, 1, 3}, Places.of(Direction.HIGHER, .5, .9, .1));
    assertArrayEquals(new double[] {2, 3, 1}, Places.of(Direction.LOWER, .5, .9, .1));
  }

  @Test
  void ties_share_the_mean_of_their_places() {
    assertArrayEquals(new double[] {1.5, 3, 1.5}, Places.of(Direction.HIGHER, 2, 1, 2));
    assertArrayEquals(new double[] {2, 2, 2}, Places.of(Direction.LOWER, 7, 7, 7));
  }

  @Test
  void rounding_of_sums_makes_no_winner() {
    assertArrayEquals(new double[] {1.5, 1.5}, Places.of(Direction.HIGHER, .1 + .2, .3));
    assertArrayEquals(new boolean[] {true, true}, Places.best(Direction.HIGHER, .1 + .2, .3));
  }

  @Test
  void nothing_is_ranked_without_a_direction_or_a_value() {
    assertArrayEquals(new double[] {NONE, NONE}, Places.of(Direction.NONE, 1, 2));
    assertArrayEquals(new double[] {1, NONE, 2}, Places.of(Direction.LOWER, 1, NONE, 2));
    assertArrayEquals(new boolean[] {false, false}, Places.best(Direction.NONE, 1, 2));
  }

  @Test
  void the_best_beats_somebody() {
    assertArrayEquals(new boolean[] {true, false, true}, Places.best(Direction.HIGHER, 3, 1, 3));
    assertArrayEquals(new boolean[] {false, false}, Places.best(Direction.HIGHER, 3, NONE));
    assertArrayEquals(new boolean[] {false}, Places.best(Direction.HIGHER, 3));
  }

  @Test
  void a_row_without_a_rank_in_every_column_has_no_average() {
    double[][] columns = {{1, 2, 3}, {2, 1, NONE}};
    assertArrayEquals(new double[] {1.5, 1.5, NONE}, Places.average(columns, 3));
    assertArrayEquals(new double[] {NONE}, Places.average(new double[0][], 1));
  }
}
