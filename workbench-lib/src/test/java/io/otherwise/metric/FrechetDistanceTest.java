package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
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

  /** 2 d points on the axes: their covariance is diagonal, deviations as asked for. */
  private static double[][] axes(double[] mean, double... deviations) {
    int d = mean.length;
    double[][] rows = new double[2 * d][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = mean.clone();
      double reach = deviations[i / 2] * Math.sqrt((2 * d - 1) / 2.0);
      rows[i][i / 2] += i % 2 == 0 ? reach : -reach;
    }
    return rows;
  }

  /** Reflects every row at a random hyperplane, which is orthogonal. */
  private static double[][] reflected(double[][] rows, long seed) {
    double[] normal = SetAnswers.random(seed, 1, rows[0].length, 1)[0];
    double square = Arrays.stream(normal).map(x -> x * x).sum();
    double[][] turned = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i].clone();
      double dot = IntStream.range(0, row.length).mapToDouble(k -> row[k] * normal[k]).sum();
      Arrays.setAll(row, k -> row[k] - 2 * dot / square * normal[k]);
      turned[i] = row;
    }
    return turned;
  }

  /** Heusel's formula as it stands, by the eigenvalues of S1^(1/2) S2 S1^(1/2). */
  private static double byEigenvalues(double[][] a, double[][] b) {
    RealMatrix sa = new Covariances(a).matrix();
    RealMatrix sb = new Covariances(b).matrix();
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(sa);
    RealMatrix roots = eigen.getD().copy();
    for (int k = 0; k < roots.getRowDimension(); k++) {
      roots.setEntry(k, k, Math.sqrt(Math.max(0, roots.getEntry(k, k))));
    }
    RealMatrix root = eigen.getV().multiply(roots).multiply(eigen.getVT());
    RealMatrix product = root.multiply(sb).multiply(root);
    product = product.add(product.transpose()).scalarMultiply(0.5);
    double[] values = new EigenDecompositionSymmetric(product).getEigenvalues();
    double trace = Arrays.stream(values).map(x -> Math.sqrt(Math.max(0, x))).sum();
    double[] ma = new Covariances(a).mean();
    double[] mb = new Covariances(b).mean();
    double shift =
        IntStream.range(0, ma.length).mapToDouble(k -> (ma[k] - mb[k]) * (ma[k] - mb[k])).sum();
    return shift + sa.getTrace() + sb.getTrace() - 2 * trace;
  }

  /** The textbook's two loops. */
  private record Covariances(double[][] rows) {
    double[] mean() {
      return IntStream.range(0, rows[0].length)
          .mapToDouble(k -> Arrays.stream(rows).mapToDouble(row -> row[k]).average().orElse(0))
          .toArray();
    }

    RealMatrix matrix() {
      double[] mean = mean();
      RealMatrix sum = new Array2DRowRealMatrix(mean.length, mean.length);
      for (double[] row : rows) {
        for (int i = 0; i < mean.length; i++) {
          for (int j = 0; j < mean.length; j++) {
            sum.addToEntry(i, j, (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1));
          }
        }
      }
      return sum;
    }
  }

  @Test
  void any_set_is_at_distance_zero_from_itself_whatever_its_rank() {
    for (int n : new int[] {2, 3, 20, 21, 63, 64, 65, 150}) {
      double[][] a = SetAnswers.random(n, n, 20, 3);

      assertEquals(0, FrechetDistance.between(a, a), 1e-12, n + " images");
    }
  }

  @Test
  void gaussians_with_common_axes_follow_the_closed_form() {
    double[][] a = axes(new double[] {1, 2, 3}, 1, 2, 0.5);
    double[][] b = axes(new double[] {1, 0, 3.5}, 3, 2, 0.25);

    assertEquals(4 + 0.25 + 4 + 0.0625, FrechetDistance.between(a, b), 1e-12);
  }

  @Test
  void gaussians_with_other_axes_follow_the_closed_form() {
    double[][] a = axes(new double[2], 1, 3);
    double[][] b = reflected(axes(new double[2], 2, 0.5), 5);
    RealMatrix sa = new Covariances(a).matrix();
    RealMatrix sb = new Covariances(b).matrix();

    // In two dimensions tr (S1 S2)^(1/2) = sqrt(tr S1 S2 + 2 sqrt(det S1 det S2)).
    double trace = Math.sqrt(sa.multiply(sb).getTrace() + 2 * (1 * 3) * (2 * 0.5));
    double wanted = sa.getTrace() + sb.getTrace() - 2 * trace;
    assertEquals(wanted, FrechetDistance.between(a, b), 1e-12);
    assertTrue(wanted > 1, "the axes differ, or this tests nothing");
  }

  @Test
  void it_agrees_with_the_formula_of_eigenvalues() {
    double[][] a = SetAnswers.random(1, 90, 12, 1);
    double[][] b = SetAnswers.random(2, 70, 12, 1.5);

    assertEquals(byEigenvalues(a, b), FrechetDistance.between(a, b), 1e-11);
  }

  @Test
  void it_agrees_with_the_formula_of_eigenvalues_where_images_are_few() {
    double[][] few = SetAnswers.random(1, 9, 12, 1);
    double[][] many = SetAnswers.random(2, 70, 12, 1.5);

    // The formula itself loses half of the digits on singular covariances.
    assertEquals(byEigenvalues(few, many), FrechetDistance.between(few, many), 1e-6);
    assertEquals(FrechetDistance.between(many, few), FrechetDistance.between(few, many), 1e-12);
  }

  @Test
  void turning_both_sets_changes_nothing() {
    double[][] a = SetAnswers.random(1, 40, 8, 1);
    double[][] b = SetAnswers.random(2, 6, 8, 2);

    double turned = FrechetDistance.between(reflected(a, 3), reflected(b, 3));

    assertEquals(FrechetDistance.between(a, b), turned, 1e-12);
    assertTrue(Math.abs(FrechetDistance.between(a, reflected(b, 3)) - turned) > 0.1);
  }

  @Test
  void it_grows_with_the_square_of_the_scale() {
    double[][] a = SetAnswers.random(1, 40, 8, 1);
    double[][] b = SetAnswers.random(2, 40, 8, 2);
    double[][] a7 = SetAnswers.random(1, 40, 8, 7);
    double[][] b7 = SetAnswers.random(2, 40, 8, 14);

    assertEquals(49, FrechetDistance.between(a7, b7) / FrechetDistance.between(a, b), 1e-11);
  }

  @Test
  void constant_features_cost_their_difference_alone() {
    double[][] a = SetAnswers.random(1, 40, 4, 1);
    double[][] b = SetAnswers.random(1, 40, 4, 1);
    for (int i = 0; i < a.length; i++) {
      a[i][2] = 0.1;
      b[i][2] = 0.3;
    }

    assertEquals(0.04, FrechetDistance.between(a, b), 1e-14);
  }

  @Test
  void sets_without_any_variance_are_as_far_apart_as_their_points() {
    double[][] a = {{1, 2}, {1, 2}, {1, 2}};
    double[][] b = {{4, 6}, {4, 6}};

    assertEquals(25, FrechetDistance.between(a, b));
  }

  @Test
  void features_far_from_zero_lose_no_digits() {
    double[][] a = SetAnswers.random(1, 40, 4, 1);
    double[][] b = SetAnswers.random(2, 40, 4, 2);
    double near = FrechetDistance.between(a, b);
    for (double[][] rows : new double[][][] {a, b}) {
      for (double[] row : rows) {
        row[1] += 1e6;
      }
    }

    assertEquals(near, FrechetDistance.between(a, b), 1e-8);
  }

  @Test
  void single_precision_is_read_as_it_is() {
    float[][] a = features(1, 30, 5);
    double[][] wide = new double[30][5];
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < 5; k++) {
        wide[i][k] = a[i][k];
      }
    }
    double[][] b = SetAnswers.random(2, 30, 5, 1);
    Features narrow = Features.of(a);

    assertEquals(FrechetDistance.between(wide, b), FrechetDistance.between(narrow, Features.of(b)));
  }

  @Test
  void threads_do_not_change_a_bit() throws Exception {
    double[][] a = SetAnswers.random(1, 300, 150, 1);
    double[][] b = SetAnswers.random(2, 140, 150, 2);
    ForkJoinPool one = new ForkJoinPool(1);
    ForkJoinPool four = new ForkJoinPool(4);

    double alone = one.submit(() -> FrechetDistance.between(a, b)).get();
    double together = four.submit(() -> FrechetDistance.between(a, b)).get();

    assertEquals(alone, together);
    one.shutdown();
    four.shutdown();
  }

  @Test
  void sets_of_different_networks_are_refused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> FrechetDistance.between(features(1, 5, 2), features(1, 5, 3)))
            .getMessage();

    assertEquals(
        "two sets are compared by features of one width, but theirs are 2 and 3; take both from"
            + " one layer of one network",
        message);
  }

  @Test
  void a_feature_that_is_no_number_is_refused_by_its_place() {
    float[][] a = features(1, 5, 3);
    a[4][1] = Float.NaN;

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> FrechetDistance.between(a, features(1, 5, 3)))
            .getMessage();

    assertTrue(message.contains("feature 1 of image 4 is NaN"), message);
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

  @Test
  void gaussians_of_different_networks_are_refused_in_the_same_words() {
    FeatureGaussian two = FeatureGaussian.of(Features.of(new double[][] {{1, 2}, {3, 5}}));
    FeatureGaussian three = FeatureGaussian.of(Features.of(new double[][] {{1, 2, 3}, {3, 5, 4}}));

    String message =
        assertThrows(IllegalArgumentException.class, () -> FrechetDistance.between(two, three))
            .getMessage();

    assertTrue(message.contains("theirs are 2 and 3"), message);
  }
}
