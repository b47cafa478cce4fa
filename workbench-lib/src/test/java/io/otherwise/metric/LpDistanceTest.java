package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.metric.LpDistance.Reading;
import org.junit.jupiter.api.Test;

class LpDistanceTest {
  private static final double[] X = {0, .5, 1, .25};
  private static final double[] Y = {.5, .5, .75, .25};

  private static double distance(LpDistance metric) {
    return metric.between(X, Y, 2);
  }

  private static Counterfactuals noisy(int n) {
    return PairAnswers.some(
        n,
        i ->
            PairAnswers.towardsBright(
                PairAnswers.noisy(2 * i, PairAnswers.SIDE),
                PairAnswers.noisy(2 * i + 1, PairAnswers.SIDE)));
  }

  @Test
  void norms_of_a_difference_that_is_known() {
    assertEquals(.75, distance(LpDistance.l1()));
    assertEquals(Math.sqrt(.3125), distance(LpDistance.l2()), 1e-15);
    assertEquals(.5, distance(LpDistance.lInfinity()));
    assertEquals(2, distance(LpDistance.l0()));
    assertEquals(Math.pow(Math.sqrt(.5) + .5, 2), distance(new LpDistance(.5)), 1e-15);
  }

  @Test
  void means_do_not_grow_with_the_image() {
    assertEquals(.1875, distance(LpDistance.meanAbsolute()));
    assertEquals(.078125, distance(LpDistance.meanSquare()));
  }

  @Test
  void eight_bits_are_rounded_down_on_both_sides() {
    // 255 x: 0, 127, 255, 63 against 127, 127, 191, 63.
    assertEquals((127 + 64) / 255.0 / 4, distance(LpDistance.dime()), 1e-15);
    double belowOneStep = 1 / 600.0;
    assertEquals(0, LpDistance.dime().between(new double[] {0}, new double[] {belowOneStep}, 1));
  }

  @Test
  void stored_closeness_is_a_truncated_mean_over_rows() {
    double[] zero = new double[6];
    double[] rows = {1, 1, 1, 1, .5, 0};

    // Rows of width 3 have L1 norms 3 and 1.5, L2 norms 1.73 and 1.12.
    assertEquals(2, LpDistance.ldceStored(1).between(zero, rows, 3));
    assertEquals(1, LpDistance.ldceStored(2).between(zero, rows, 3));
    // Rows of width 2 have L1 norms 2, 2 and 0.5.
    assertEquals(1, LpDistance.ldceStored(1).between(zero, rows, 2));
  }

  @Test
  void an_image_is_at_distance_zero_from_itself() {
    for (Reading reading : Reading.values()) {
      assertEquals(0, LpDistance.l1().compat(reading).between(X, X, 2), reading.name());
    }
    assertEquals(0, LpDistance.l0().between(X, X, 2), "0^0 does not count");
  }

  @Test
  void norms_are_symmetric_and_obey_the_triangle_inequality() {
    double[] z = {.1, .9, .3, .7};
    for (double p : new double[] {1, 1.5, 2, 3, Double.POSITIVE_INFINITY}) {
      LpDistance metric = new LpDistance(p);
      double xy = metric.between(X, Y, 2);
      assertEquals(xy, metric.between(Y, X, 2), "p = " + p);
      assertTrue(xy <= metric.between(X, z, 2) + metric.between(z, Y, 2), "p = " + p);
    }
  }

  @Test
  void a_larger_exponent_never_gives_a_larger_norm() {
    double last = Double.POSITIVE_INFINITY;
    for (double p : new double[] {.5, 1, 1.5, 2, 3, 10, Double.POSITIVE_INFINITY}) {
      double norm = distance(new LpDistance(p));
      assertTrue(norm <= last, "p = " + p);
      last = norm;
    }
  }

  @Test
  void the_metric_measures_the_images_of_each_answer() {
    Counterfactuals answers = noisy(3);
    Values sample = LpDistance.l1().sample(answers);

    for (int i = 0; i < 3; i++) {
      double sum = 0;
      Image difference = answers.get(i).difference();
      for (float d : difference.values()) {
        sum += d;
      }
      assertEquals(sum, sample.values()[i], 1e-4);
    }
  }

  @Test
  void the_metric_knows_how_wide_a_row_is() {
    Counterfactuals answers = PairAnswers.endings(.75);

    // Rows of 8 values that moved by 0.5.
    assertEquals(4, LpDistance.ldceStored(1).value(answers));
    assertEquals(1, LpDistance.ldceStored(2).value(answers), "sqrt(2), truncated");
  }

  @Test
  void bounds_hold() {
    for (double value : LpDistance.meanAbsolute().sample(noisy(5)).values()) {
      assertTrue(value >= 0 && value <= 1);
    }
    int size = Image.CHANNELS * PairAnswers.SIDE * PairAnswers.SIDE;
    for (double value : LpDistance.l0().sample(noisy(5)).values()) {
      assertTrue(value >= 0 && value <= size);
    }
  }

  @Test
  void order_does_not_matter() {
    Counterfactuals answers = noisy(6);

    assertEquals(
        LpDistance.l2().value(answers),
        LpDistance.l2().value(PairAnswers.reversed(answers)),
        1e-12);
  }

  @Test
  void dime_reads_valid_answers_and_the_others_all() {
    Counterfactuals answers = PairAnswers.endings(.1, .75);

    assertArrayEquals(new int[] {1}, LpDistance.dime().sample(answers).positions());
    assertArrayEquals(new int[] {0, 1}, LpDistance.l1().sample(answers).positions());
  }

  @Test
  void nonsense_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new LpDistance(-1));
    assertThrows(IllegalArgumentException.class, () -> new LpDistance(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> LpDistance.l2().compat(Reading.EIGHT_BIT));
    assertThrows(IllegalArgumentException.class, () -> LpDistance.lInfinity().compat(Reading.MEAN));
    assertThrows(IllegalArgumentException.class, () -> LpDistance.l0().compat(Reading.MEAN));
  }

  @Test
  void names_state_exponent_and_mode() {
    assertEquals("L1", LpDistance.l1().name());
    assertEquals("L1.5", new LpDistance(1.5).name());
    assertEquals("L\u221e", LpDistance.lInfinity().name());
    assertEquals("mean absolute error", LpDistance.meanAbsolute().name());
    assertEquals("l1 (8-bit)", LpDistance.dime().name());
    assertEquals("stored closeness L2", LpDistance.ldceStored(2).name());
    assertEquals(Direction.LOWER, LpDistance.l2().direction());
  }
}
