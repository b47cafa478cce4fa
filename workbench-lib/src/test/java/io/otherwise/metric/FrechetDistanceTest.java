package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static float[][] features(long seed, int n, int width) {
    float[][] rows = new float[n][width];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = (float) (Seed.uniform(seed, (long) i * width + k) * (k + 1));
      }
    }
    return rows;
  }

  private static float[][] shifted(float[][] rows, float by) {
    float[][] moved = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      moved[i] = rows[i].clone();
      moved[i][0] += by;
    }
    return moved;
  }

  @Test
  void a_set_is_at_distance_zero_from_itself() {
    float[][] a = features(1, 50, 6);

    assertEquals(0, FrechetDistance.between(a, a), 1e-9);
  }

  @Test
  void a_shift_costs_its_square() {
    float[][] a = features(1, 50, 6);

    assertEquals(9, FrechetDistance.between(a, shifted(a, 3)), 1e-5);
  }

  @Test
  void it_is_symmetric() {
    float[][] a = features(1, 60, 5);
    float[][] b = features(2, 80, 5);

    assertEquals(FrechetDistance.between(a, b), FrechetDistance.between(b, a), 1e-9);
    assertTrue(FrechetDistance.between(a, b) > 0);
  }

  @Test
  void order_does_not_matter() {
    float[][] a = features(1, 60, 5);
    float[][] b = features(2, 60, 5);
    float[][] turned = b.clone();
    Collections.reverse(Arrays.asList(turned));

    assertEquals(FrechetDistance.between(a, b), FrechetDistance.between(a, turned), 1e-9);
  }

  @Test
  void in_one_dimension_it_is_the_difference_of_deviations() {
    float[][] narrow = {{-1}, {1}};
    float[][] wide = {{-3}, {3}};

    // Unbiased deviations are sqrt(2) and 3 sqrt(2).
    assertEquals(8, FrechetDistance.between(narrow, wide), 1e-9);
  }

  @Test
  void one_image_is_refused() {
    float[][] one = {{1, 2}};

    assertThrows(
        IllegalArgumentException.class, () -> FrechetDistance.between(one, features(1, 5, 2)));
  }

  @Test
  void wilson_agrees_with_the_published_example() {
    Wilson w = Wilson.of(8, 10);

    assertEquals(0.8, w.share());
    assertEquals(0.4901625, w.low(), 1e-6);
    assertEquals(0.9433178, w.high(), 1e-6);
  }

  @Test
  void wilson_stays_inside_zero_and_one() {
    assertEquals(0, Wilson.of(0, 20).low());
    assertTrue(Wilson.of(0, 20).high() > 0.1);
    assertEquals(1, Wilson.of(20, 20).high(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Wilson.of(3, 2));
  }
}
