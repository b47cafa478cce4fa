package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelEstimatorTest {
  private static double kernel(double[] x, double[] y) {
    double dot = IntStream.range(0, x.length).mapToDouble(k -> x[k] * y[k]).sum();
    return Math.pow(dot / x.length + 1, 3);
  }

  /** Mean kernel of the pairs (i, j) of which j - i is wanted. */
  private static double mean(double[][] a, double[][] b, IntPredicate wanted) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        if (wanted.test(j - i)) {
          sum += kernel(a[i], b[j]);
          count++;
        }
      }
    }
    return sum / count;
  }

  private static double between(KernelEstimator estimator, double[][] a, double[][] b) {
    return estimator.between(Features.of(a), Features.of(b));
  }

  @Test
  void each_estimator_is_its_mean_of_pairs() {
    double[][] a = SetAnswers.random(1, 70, 5, 1);
    double[][] b = SetAnswers.random(2, 70, 5, 1.5);
    double within = mean(a, a, d -> d != 0) + mean(b, b, d -> d != 0);

    assertEquals(
        within - 2 * mean(a, b, d -> true), between(KernelEstimator.UNBIASED, a, b), 1e-13);
    assertEquals(
        within - 2 * mean(a, b, d -> d != 0), between(KernelEstimator.U_STATISTIC, a, b), 1e-13);
    assertEquals(
        mean(a, a, d -> true) + mean(b, b, d -> true) - 2 * mean(a, b, d -> true),
        between(KernelEstimator.BIASED, a, b),
        1e-13);
  }

  @Test
  void sets_may_differ_in_size() {
    double[][] a = SetAnswers.random(1, 130, 3, 1);
    double[][] b = SetAnswers.random(2, 20, 3, 1.5);

    double wanted = mean(a, a, d -> d != 0) + mean(b, b, d -> d != 0) - 2 * mean(a, b, d -> true);

    assertEquals(wanted, between(KernelEstimator.UNBIASED, a, b), 1e-13);
    assertEquals(wanted, between(KernelEstimator.UNBIASED, b, a), 1e-13);
  }

  @Test
  void a_hand_computed_pair_is_right() {
    double[][] a = {{0}, {1}};
    double[][] b = {{1}, {2}};

    // k(0,.) = 1, k(1,1) = 8, k(1,2) = 27, k(2,2) = 125.
    assertEquals(1 + 27 - 2 * 37 / 4.0, between(KernelEstimator.UNBIASED, a, b), 1e-14);
    assertEquals(11 / 4.0 + 187 / 4.0 - 2 * 37 / 4.0, between(KernelEstimator.BIASED, a, b), 1e-14);
    assertEquals(1 + 27 - 2 * 9 / 2.0, between(KernelEstimator.U_STATISTIC, a, b), 1e-14);
  }

  @Test
  void with_bias_a_set_is_at_zero_from_itself_and_without_it_below() {
    double[][] a = SetAnswers.random(1, 50, 4, 1);

    assertEquals(0, between(KernelEstimator.BIASED, a, a), 1e-14);
    assertTrue(between(KernelEstimator.UNBIASED, a, a) < 0);
    assertEquals(0, between(KernelEstimator.U_STATISTIC, a, a), 1e-14);
  }

  @Test
  void the_unbiased_mean_over_many_draws_of_one_law_is_zero() {
    double sum = 0;
    double biased = 0;
    int draws = 400;
    for (int i = 0; i < draws; i++) {
      double[][] a = SetAnswers.random(1000 + i, 8, 3, 1);
      double[][] b = SetAnswers.random(9000 + i, 8, 3, 1);
      sum += between(KernelEstimator.UNBIASED, a, b) / draws;
      biased += between(KernelEstimator.BIASED, a, b) / draws;
    }

    assertEquals(0, sum, 0.02);
    assertTrue(biased > 0.1, "biased " + biased);
  }

  @Test
  void threads_do_not_change_a_bit() throws Exception {
    double[][] a = SetAnswers.random(1, 200, 6, 1);
    double[][] b = SetAnswers.random(2, 150, 6, 1.1);
    ForkJoinPool one = new ForkJoinPool(1);

    double alone = one.submit(() -> between(KernelEstimator.UNBIASED, a, b)).get();

    assertEquals(alone, between(KernelEstimator.UNBIASED, a, b));
    one.shutdown();
  }

  @Test
  void the_u_statistic_refuses_sets_of_two_sizes() {
    double[][] a = SetAnswers.random(1, 5, 2, 1);
    double[][] b = SetAnswers.random(1, 6, 2, 1);

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> between(KernelEstimator.U_STATISTIC, a, b))
            .getMessage();

    assertTrue(message.contains("5 and 6 images"), message);
  }

  @Test
  void one_image_and_two_widths_are_refused() {
    double[][] one = {{1, 2}};
    double[][] two = {{1, 2}, {2, 3}};
    double[][] wide = {{1, 2, 3}, {1, 2, 4}};

    for (KernelEstimator estimator : KernelEstimator.values()) {
      assertThrows(IllegalArgumentException.class, () -> between(estimator, one, two));
      assertThrows(IllegalArgumentException.class, () -> between(estimator, two, wide));
    }
  }
}
