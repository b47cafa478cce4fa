package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CosineSimilarityTest {
  private static double[] vector(int key, int length) {
    double[] v = new double[length];
    for (int i = 0; i < length; i++) {
      v[i] = 2 * Seed.uniform(key, i) - 1;
    }
    return v;
  }

  private static double[] times(double factor, double[] v) {
    return Arrays.stream(v).map(x -> factor * x).toArray();
  }

  @Test
  void it_is_the_cosine_of_the_angle() {
    double[] east = {1, 0};

    assertEquals(1, CosineSimilarity.of(east, new double[] {7, 0}));
    assertEquals(0, CosineSimilarity.of(east, new double[] {0, 3}));
    assertEquals(-1, CosineSimilarity.of(east, new double[] {-2, 0}));
    assertEquals(Math.sqrt(.5), CosineSimilarity.of(east, new double[] {1, 1}), 1e-15);
  }

  @Test
  void length_does_not_matter() {
    double[] a = vector(1, 30);
    double[] b = vector(2, 30);

    assertEquals(CosineSimilarity.of(a, b), CosineSimilarity.of(times(5, a), times(.01, b)), 1e-12);
    assertEquals(CosineSimilarity.of(a, b), -CosineSimilarity.of(times(-1, a), b), 1e-12);
  }

  @Test
  void it_is_symmetric_and_within_one() {
    for (int key = 0; key < 20; key++) {
      double[] a = vector(key, 5);
      double[] b = vector(key + 100, 5);
      double cosine = CosineSimilarity.of(a, b);
      assertEquals(cosine, CosineSimilarity.of(b, a));
      assertTrue(Math.abs(cosine) <= 1 + 1e-12);
    }
  }

  @Test
  void a_zero_vector_is_similar_to_nothing() {
    assertEquals(0, CosineSimilarity.of(new double[3], vector(1, 3)));
    assertEquals(0, CosineSimilarity.of(new double[3], new double[3]));
  }

  @Test
  void features_of_two_networks_are_refused() {
    assertThrows(
        IllegalArgumentException.class, () -> CosineSimilarity.of(new double[3], new double[4]));
  }
}
