package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void it_agrees_with_a_published_example() {
    // Ten people, intelligence and hours of television: rho = -29 / 165.
    double[] iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};

    assertEquals(-29 / 165.0, RankCorrelation.spearman(iq, hours), 1e-15);
  }

  @Test
  void equal_values_share_the_mean_of_their_ranks() {
    assertArrayEquals(
        new double[] {2.5, 1, 2.5, 4}, RankCorrelation.ranks(new double[] {5, 1, 5, 9}));
    assertArrayEquals(new double[] {2, 2, 2}, RankCorrelation.ranks(new double[] {0.0, -0.0, 0}));
    // By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4 give 4.5 / sqrt(4.5 x 5).
    assertEquals(
        4.5 / Math.sqrt(22.5),
        RankCorrelation.spearman(new double[] {0, 1, 1, 2}, new double[] {0, 1, 2, 3}),
        1e-15);
  }

  @Test
  void only_the_order_counts() {
    double[] a = new double[12];
    double[] b = new double[12];
    double[] bent = new double[12];
    for (int i = 0; i < a.length; i++) {
      a[i] = Seed.uniform(1, i);
      b[i] = Seed.uniform(2, i);
      bent[i] = Math.exp(5 * a[i]);
    }
    double rho = RankCorrelation.spearman(a, b);

    assertEquals(rho, RankCorrelation.spearman(bent, b), 1e-15);
    assertEquals(rho, RankCorrelation.spearman(b, a), 1e-15);
    assertEquals(1, RankCorrelation.spearman(a, bent), 1e-15);
    assertTrue(Math.abs(rho) < 0.9);
  }

  @Test
  void without_two_different_values_there_is_none() {
    double[] flat = {1, 1, 1};
    double[] rising = {1, 2, 3};

    assertTrue(Double.isNaN(RankCorrelation.spearman(flat, rising)));
    assertTrue(Double.isNaN(RankCorrelation.spearman(rising, new double[] {1, Double.NaN, 3})));
    assertTrue(Double.isNaN(RankCorrelation.spearman(new double[] {1}, new double[] {2})));
    assertTrue(Double.isNaN(RankCorrelation.spearman(new double[0], new double[0])));
  }

  @Test
  void lists_of_two_lengths_are_refused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> RankCorrelation.spearman(new double[3], new double[4]));
    assertTrue(refused.getMessage().contains("3 and 4"));
  }
}
