package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class NeighboursTest {
  @Test
  void the_nearest_row_has_the_nearest_direction_whatever_its_length() {
    double[][] rows = {{1, 0}, {0, 1}, {90, 10}, {1, 5}};
    assertArrayEquals(new int[] {2, 3, 0, 1}, Neighbours.nearest(rows));
  }

  @Test
  void of_equal_rows_the_first_other_one_is_nearest() {
    double[][] rows = {{1, 0}, {1, 0}, {1, 0}};
    assertArrayEquals(new int[] {1, 0, 0}, Neighbours.nearest(rows));
  }

  @Test
  void one_direction_is_a_collapse_and_opposite_ones_are_even() {
    assertEquals(0, Neighbours.spread(new double[][] {{1, 2}, {2, 4}, {0.5, 1}}), 1e-7);
    double[][] even = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    assertEquals(1, Neighbours.spread(even), 1e-12);
  }

  @Test
  void a_single_row_has_no_neighbour() {
    assertThrows(IllegalArgumentException.class, () -> Neighbours.nearest(new double[][] {{1, 2}}));
  }
}
