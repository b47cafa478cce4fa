package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShareTest {
  private static final int[] FOUR = {0, 2, 3, 7};

  @Test
  void a_share_has_wilsons_interval() {
    Interval interval = new Values(FOUR, new double[] {1, 0, 1, 1}, true).interval().orElseThrow();
    Wilson wilson = Wilson.of(3, 4);

    assertEquals(wilson.low(), interval.low());
    assertEquals(wilson.high(), interval.high());
  }

  @Test
  void an_answer_without_a_value_counts_neither_as_success_nor_as_failure() {
    Values share = new Values(FOUR, new double[] {1, Double.NaN, 0, Double.NaN}, true);

    assertEquals(.5, share.value());
    assertEquals(2, share.defined());
    assertEquals(Wilson.of(1, 2).low(), share.interval().orElseThrow().low());
  }

  @Test
  void other_values_have_no_interval_in_closed_form() {
    assertTrue(new Values(FOUR, new double[] {1, 0, 1, 1}).interval().isEmpty());
  }

  @Test
  void a_share_of_nothing_has_no_value_and_no_interval() {
    Values none = new Values(new int[0], new double[0], true);
    Values undefined = new Values(new int[] {1}, new double[] {Double.NaN}, true);

    assertTrue(Double.isNaN(none.value()));
    assertTrue(none.interval().isEmpty());
    assertTrue(undefined.interval().isEmpty());
  }

  @Test
  void a_share_counts_in_ones_and_zeros() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Values(FOUR, new double[] {1, .5, 1, 1}, true))
            .getMessage();

    assertTrue(message.contains("0.5"), message);
  }

  @Test
  void a_share_and_plain_values_are_not_equal() {
    double[] ones = {1, 1, 1, 1};

    assertNotEquals(new Values(FOUR, ones), new Values(FOUR, ones, true));
    assertEquals(new Values(FOUR, ones, true), new Values(FOUR, ones.clone(), true));
    assertEquals(new Values(FOUR, ones, true).hashCode(), new Values(FOUR, ones, true).hashCode());
  }

  @Test
  void the_share_of_a_resample_counts_repeats() {
    Values share = new Values(FOUR, new double[] {1, 0, 1, 1}, true);

    assertEquals(.25, share.value(1, 1, 1, 0));
  }
}
