package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final int[] FOUR = {0, 2, 3, 7};

  private final Values values = new Values(FOUR, new double[] {1, Double.NaN, 4, 7});

  @Test
  void the_mean_leaves_out_what_is_not_defined() {
    assertEquals(4, values.value());
    assertEquals(3, values.defined());
    assertEquals(4, values.size());
  }

  @Test
  void without_a_group_the_mean_is_that_of_the_others() {
    double[] left = values.without(new int[] {0}, new int[] {1}, new int[] {2, 3}, new int[0]);

    assertArrayEquals(new double[] {5.5, 4, 1, 4}, left, 1e-15);
  }

  @Test
  void without_all_nothing_is_left() {
    assertTrue(Double.isNaN(values.without(new int[] {0, 2, 3})[0]));
    assertTrue(Double.isNaN(new Values(new int[] {5}, new double[] {3}).without(new int[1])[0]));
    assertEquals(0, values.without().length);
  }

  @Test
  void what_is_handed_out_cannot_be_used_to_change_it() {
    double[] given = {1, 2, 3, 4};
    Values own = new Values(FOUR, given);
    given[0] = 99;
    own.values()[1] = 99;
    own.positions()[2] = 99;

    assertEquals(new Values(FOUR, new double[] {1, 2, 3, 4}), own);
  }

  @Test
  void equal_content_is_equal_and_hashes_alike() {
    Values same = new Values(FOUR, new double[] {1, Double.NaN, 4, 7});

    assertEquals(values, same);
    assertEquals(values.hashCode(), same.hashCode());
    assertNotEquals(values, new Values(new int[] {0, 2, 3, 8}, values.values()));
    assertNotEquals(values, new Values(FOUR, new double[] {1, 2, 4, 7}));
    assertNotEquals(values.hashCode(), new Values(FOUR, new double[4]).hashCode());
    assertNotEquals(values, "values");
  }

  @Test
  void it_says_how_many_and_their_mean() {
    assertEquals("Values[4 members, mean 4.0]", values.toString());
  }

  @Test
  void a_value_for_each_member_is_demanded() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Values(FOUR, new double[3]))
            .getMessage();

    assertTrue(message.contains("3 values for 4 members"), message);
  }

  @Test
  void curves_are_told_apart_by_every_part() {
    double[] up = {0, 1};
    double[] down = {1, 0};
    Curves curves = new Curves(up, down, 2, 100);

    assertEquals(curves, new Curves(up.clone(), down.clone(), 2, 100));
    assertEquals(curves.hashCode(), new Curves(up, down, 2, 100).hashCode());
    assertNotEquals(curves, new Curves(down, down, 2, 100));
    assertNotEquals(curves, new Curves(up, up, 2, 100));
    assertNotEquals(curves, new Curves(up, down, 3, 100));
    assertNotEquals(curves, new Curves(up, down, 2, 101));
    assertNotEquals(curves.hashCode(), new Curves(down, up, 2, 100).hashCode());
    assertEquals("Curves[1 steps of 2 of 100 pixels]", curves.toString());
  }
}
