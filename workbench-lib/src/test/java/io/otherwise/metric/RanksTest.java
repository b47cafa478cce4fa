package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RanksTest {
  @Test
  void the_smallest_or_the_largest_comes_first() {
    assertArrayEquals(new double[] {2, 1, 3}, Ranks.ascending(5, -1, 7));
    assertArrayEquals(new double[] {2, 3, 1}, Ranks.descending(5, -1, 7));
  }

  @Test
  void ties_share_the_mean_of_their_ranks() {
    assertArrayEquals(new double[] {1, 3, 3, 3, 5}, Ranks.ascending(0, 4, 4, 4, 9));
    assertArrayEquals(new double[] {1.5, 1.5}, Ranks.descending(2, 2));
  }

  @Test
  void zero_and_minus_zero_are_equal() {
    assertArrayEquals(new double[] {1.5, 1.5, 3}, Ranks.ascending(0.0, -0.0, 1));
    assertArrayEquals(new double[] {2.5, 2.5, 1}, Ranks.descending(0.0, -0.0, 1));
  }

  @Test
  void what_is_missing_gets_no_rank_and_takes_none() {
    double nan = Double.NaN;

    assertArrayEquals(new double[] {nan, 2, 1, nan}, Ranks.ascending(nan, 8, 3, nan));
    assertArrayEquals(new double[] {nan, 1, 2}, Ranks.descending(nan, 8, 3));
    assertArrayEquals(new double[0], Ranks.ascending());
  }

  @Test
  void infinities_are_ranked() {
    assertArrayEquals(
        new double[] {3, 1, 2},
        Ranks.ascending(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0));
  }

  @Test
  void ranks_always_add_up_and_mirror_each_other() {
    for (int n = 1; n < 30; n++) {
      int size = n;
      double[] values =
          Arrays.stream(MadeAnswers.uniform(n, n)).map(v -> Math.floor(5 * v)).toArray();
      double[] up = Ranks.ascending(values);
      double[] down = Ranks.descending(values);

      assertEquals(n * (n + 1) / 2.0, Arrays.stream(up).sum(), 1e-12);
      assertArrayEquals(up, Arrays.stream(down).map(r -> size + 1 - r).toArray(), 1e-12);
    }
  }

  @Test
  void only_the_order_of_values_matters() {
    double[] values = MadeAnswers.uniform(3, 20);

    assertArrayEquals(
        Ranks.ascending(values), Ranks.ascending(Arrays.stream(values).map(Math::exp).toArray()));
  }
}
