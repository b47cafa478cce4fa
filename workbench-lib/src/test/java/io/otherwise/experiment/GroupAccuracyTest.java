package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupAccuracyTest {
  private static final List<String> NAMES =
      List.of("young, no glasses", "young, glasses", "old, no glasses", "old, glasses");

  /** Right on 2 of 2, 1 of 2, 2 of 3 and 0 of 0. */
  private static final GroupAccuracy MEASURED =
      new GroupAccuracy(
          NAMES,
          new int[] {0, 0, 1, 1, 2, 2, 2},
          new boolean[] {true, true, true, false, true, true, false});

  @Test
  void the_mean_counts_every_face() {
    assertEquals(5 / 7.0, MEASURED.mean().share(), 1e-12);
    assertEquals(7, MEASURED.mean().n());
    assertEquals(5 / 7.0, MEASURED.meanSample().value(), 1e-12);
  }

  @Test
  void in_a_correlated_world_the_groups_that_agree_count_more() {
    GroupAccuracy whole =
        new GroupAccuracy(NAMES, new int[] {0, 1, 2, 3}, new boolean[] {true, false, false, true});
    assertEquals(0.5, whole.meanSample(0).value(), 1e-12);
    assertEquals(0.85, whole.meanSample(0.7).value(), 1e-12);
    assertEquals(0, whole.meanSample(-1).value(), 1e-12);
  }

  @Test
  void the_worst_group_is_named_with_its_own_n() {
    assertEquals("young, glasses", MEASURED.worstGroup());
    assertEquals(0.5, MEASURED.worst().share(), 1e-12);
    assertEquals(2, MEASURED.worst().n());
  }

  @Test
  void a_group_without_faces_is_not_the_worst() {
    GroupAccuracy one = new GroupAccuracy(NAMES, new int[] {2, 2}, new boolean[] {true, false});
    assertEquals("old, no glasses", one.worstGroup());
    assertEquals(0.5, one.worstSample().value(), 1e-12);
  }

  @Test
  void a_resample_finds_its_own_worst_group() {
    assertEquals(0.5, MEASURED.worstSample().value(), 1e-12);
    assertEquals(0, MEASURED.worstSample().value(0, 3, 4), 1e-12);
    assertEquals(1, MEASURED.worstSample().value(0, 2, 4), 1e-12);
    assertTrue(Double.isNaN(MEASURED.worstSample().value(new int[0])));
    assertTrue(Double.isNaN(MEASURED.meanSample().value(new int[0])));
  }

  @Test
  void what_it_holds_cannot_be_changed_from_outside() {
    MEASURED.group()[0] = 3;
    MEASURED.right()[0] = false;
    assertEquals(0, MEASURED.group()[0]);
    assertTrue(MEASURED.right()[0]);
  }

  @Test
  void equal_measurements_are_equal() {
    GroupAccuracy same = new GroupAccuracy(NAMES, MEASURED.group(), MEASURED.right());
    assertEquals(MEASURED, same);
    assertEquals(MEASURED.hashCode(), same.hashCode());
    assertNotEquals(MEASURED, new GroupAccuracy(NAMES, MEASURED.group(), new boolean[7]));
  }

  @Test
  void answers_without_faces_are_refused() {
    int[] one = {0};
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new GroupAccuracy(NAMES, one, new boolean[2]))
            .getMessage();
    assertTrue(message.contains("1 groups and 2 answers"), message);
  }
}
