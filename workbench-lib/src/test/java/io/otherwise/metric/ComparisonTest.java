package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Directions and intervals: what decides whether one number beats another. */
class ComparisonTest {
  @Test
  void higher_and_lower_are_strict_and_none_prefers_nothing() {
    assertTrue(Direction.HIGHER.better(2, 1));
    assertFalse(Direction.HIGHER.better(1, 2));
    assertFalse(Direction.HIGHER.better(1, 1));
    assertTrue(Direction.LOWER.better(1, 2));
    assertFalse(Direction.LOWER.better(2, 1));
    assertFalse(Direction.LOWER.better(1, 1));
    assertFalse(Direction.NONE.better(2, 1));
    assertFalse(Direction.NONE.better(1, 2));
  }

  @Test
  void what_is_not_a_number_is_never_better() {
    for (Direction direction : Direction.values()) {
      assertFalse(direction.better(Double.NaN, 1));
      assertFalse(direction.better(1, Double.NaN));
    }
  }

  @Test
  void arrows_point_to_the_better_side() {
    assertEquals("\u2191", Direction.HIGHER.arrow());
    assertEquals("\u2193", Direction.LOWER.arrow());
    assertEquals("", Direction.NONE.arrow());
  }

  @Test
  void intervals_that_touch_overlap() {
    Interval middle = new Interval(1, 2);

    assertTrue(middle.overlaps(new Interval(2, 3)));
    assertTrue(middle.overlaps(new Interval(0, 1)));
    assertTrue(middle.overlaps(new Interval(1.2, 1.3)));
    assertFalse(middle.overlaps(new Interval(2.001, 3)));
    assertFalse(middle.overlaps(new Interval(0, .999)));
  }

  @Test
  void an_interval_may_be_a_point_but_not_end_before_it_begins() {
    assertEquals(0, new Interval(2, 2).high() - new Interval(2, 2).low());
    assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
  }

  @Test
  void settings_that_count_are_refused_below_their_least_alone() {
    AtLeast.check("splits counts the halvings", 2, 2, 10);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> AtLeast.check("splits counts the halvings", 1, 2, 10))
            .getMessage();

    assertEquals(
        "splits counts the halvings and must be at least 2, but was 1; choose 10 as usual",
        message);
  }
}
