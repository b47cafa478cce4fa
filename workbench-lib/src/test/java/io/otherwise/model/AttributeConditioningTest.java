package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributeConditioningTest {
  /** Row r of the table holds the value r, so tokens read as row numbers. */
  private static final float[] TABLE = {0, 1, 2, 3, 4, 5};

  private Scope scope;
  private AttributeConditioning conditioning;

  @BeforeEach
  void open() {
    scope = Scope.open();
    conditioning =
        new AttributeConditioning(
            List.of(
                new AttributeConditioning.Sides("young", "old"),
                new AttributeConditioning.Sides("no glasses", "glasses")),
            TABLE,
            1);
  }

  @AfterEach
  void close() {
    conditioning.close();
    scope.close();
  }

  @Test
  void a_target_sets_its_own_attribute_and_leaves_the_rest_open() {
    assertArrayEquals(new float[] {2, 3}, conditioning.towards(List.of("old")).floats());
    assertArrayEquals(new float[] {0, 4}, conditioning.towards(List.of("no glasses")).floats());
  }

  @Test
  void targets_are_joined() {
    assertArrayEquals(
        new float[] {1, 5}, conditioning.towards(List.of("young and glasses")).floats());
  }

  @Test
  void no_target_is_all_absent() {
    assertArrayEquals(new float[] {0, 3, 0, 3}, conditioning.none(2).floats());
    assertArrayEquals(new long[] {2, 2, 1}, conditioning.none(2).shape());
  }

  @Test
  void an_unknown_target_is_refused_with_the_known_ones() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> conditioning.towards(List.of("ancient")));

    assertTrue(refused.getMessage().contains("ancient"));
    assertTrue(refused.getMessage().contains("young, old, no glasses, glasses"));
  }

  @Test
  void asking_leaves_no_tensor_but_the_answer() {
    long before = Scope.live();

    conditioning.towards(List.of("old", "young"));

    assertEquals(before + 1, Scope.live());
  }
}
