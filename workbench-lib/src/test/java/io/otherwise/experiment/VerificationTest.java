package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.metric.Wilson;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static Verification of(double[] same, double... different) {
    return new Verification(same, different);
  }

  @Test
  void pairs_that_can_be_told_apart_are_all_right_at_the_threshold_between_them() {
    Verification clear = of(new double[] {0.8, 0.9, 0.7}, 0.1, 0.3, 0.5);
    assertEquals(0.6, clear.threshold(), 1e-12);
    assertEquals(1, clear.accuracy(clear.threshold()).share());
  }

  @Test
  void one_pair_on_the_wrong_side_costs_one_pair() {
    Verification mixed = of(new double[] {0.8, 0.9, 0.2}, 0.1, 0.3, 0.5);
    assertEquals(0.65, mixed.threshold(), 1e-12);
    assertEquals(Wilson.of(5, 6), mixed.accuracy(mixed.threshold()));
  }

  @Test
  void a_threshold_of_other_people_is_not_tuned_to_these() {
    double threshold = of(new double[] {0.9, 0.95}, 0.1, 0.2).threshold();
    Verification test = of(new double[] {0.5, 0.9}, 0.1, 0.2);
    assertEquals(0.55, threshold, 1e-12);
    assertEquals(Wilson.of(3, 4), test.accuracy(threshold));
  }

  @Test
  void similarities_that_tell_nothing_leave_half_of_the_pairs_right() {
    Verification blind = of(new double[] {0.5, 0.5}, 0.5, 0.5);
    assertEquals(0.5, blind.accuracy(blind.threshold()).share());
  }

  @Test
  void a_network_that_is_wrong_about_everything_has_the_threshold_outside() {
    Verification reversed = of(new double[] {0.1, 0.2}, 0.8, 0.9);
    assertTrue(reversed.threshold() < 0.1, "all pairs are called the same");
    assertEquals(0.5, reversed.accuracy(reversed.threshold()).share());
  }

  @Test
  void there_are_as_many_pairs_of_each_kind() {
    assertThrows(IllegalArgumentException.class, () -> of(new double[] {0.1}, 0.2, 0.3));
    assertThrows(IllegalArgumentException.class, () -> of(new double[0]));
  }
}
