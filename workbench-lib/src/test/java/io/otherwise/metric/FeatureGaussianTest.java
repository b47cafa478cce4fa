package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FeatureGaussianTest {
  private static double mean(double[][] rows, int k) {
    return Arrays.stream(rows).mapToDouble(row -> row[k]).average().orElse(0);
  }

  private static double covariance(double[][] rows, int j, int k) {
    double mj = mean(rows, j);
    double mk = mean(rows, k);
    return Arrays.stream(rows).mapToDouble(r -> (r[j] - mj) * (r[k] - mk)).sum()
        / (rows.length - 1);
  }

  /** Element (j, k) of R^T R. */
  private static double squared(double[][] root, int j, int k) {
    return Arrays.stream(root).mapToDouble(row -> row[j] * row[k]).sum();
  }

  private static void agrees(double[][] rows) {
    FeatureGaussian gaussian = FeatureGaussian.of(Features.of(rows));
    int d = rows[0].length;
    assertEquals(Math.min(rows.length, d), gaussian.root().length);
    double trace = 0;
    for (int j = 0; j < d; j++) {
      assertEquals(mean(rows, j), gaussian.mean()[j], 1e-14);
      trace += covariance(rows, j, j);
      for (int k = 0; k < d; k++) {
        double found = squared(gaussian.root(), j, k);
        assertEquals(covariance(rows, j, k), found, 1e-14, rows.length + " images");
      }
    }
    assertEquals(trace, gaussian.variance(), 1e-13);
  }

  @Test
  void the_root_squares_to_the_covariance_at_any_number_of_images() {
    for (int n : new int[] {2, 6, 7, 8, 63, 64, 65, 128, 150}) {
      agrees(SetAnswers.random(n, n, 7, 1));
    }
  }

  @Test
  void features_that_repeat_each_other_are_no_difficulty() {
    double[][] rows = SetAnswers.random(3, 100, 6, 1);
    for (double[] row : rows) {
      row[1] = row[0];
      row[4] = 2 * row[3] - row[2];
      row[5] = 0.25;
    }

    agrees(rows);
  }

  @Test
  void a_constant_feature_has_no_variance_at_all() {
    double[][] rows = new double[70][3];
    Arrays.stream(rows).forEach(row -> Arrays.fill(row, 0.1));

    FeatureGaussian gaussian = FeatureGaussian.of(Features.of(rows));

    assertEquals(0, gaussian.variance());
    assertEquals(0.1, gaussian.mean()[2]);
  }

  @Test
  void with_many_images_the_root_is_a_triangle() {
    double[][] root = FeatureGaussian.of(Features.of(SetAnswers.random(1, 80, 5, 1))).root();

    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < i; j++) {
        assertEquals(0, root[i][j]);
      }
    }
  }

  @Test
  void the_features_are_left_as_they_were() {
    double[][] rows = SetAnswers.random(1, 80, 5, 1);
    double[][] before = SetAnswers.random(1, 80, 5, 1);

    FeatureGaussian.of(Features.of(rows));

    assertTrue(Arrays.deepEquals(before, rows));
  }

  @Test
  void one_image_has_no_covariance() {
    Features one = Features.of(new double[][] {{1, 2}});

    String message =
        assertThrows(IllegalArgumentException.class, () -> FeatureGaussian.of(one)).getMessage();

    assertTrue(message.contains("the set has 1"), message);
  }

  @Test
  void two_images_have_a_covariance() {
    agrees(new double[][] {{1, 2, 3}, {2, 0, 1}});
    agrees(new double[][] {{1}, {2}});
  }
}
