package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final float[] VALUES = {1, -4, 2, 0, 0.5f, -1};

  private static Attribution map(float... values) {
    return Attribution.of("relevance", "cat", "image", 2, 3, values);
  }

  @Test
  void values_lie_row_by_row() {
    assertEquals(2, map(VALUES).at(0, 2));
    assertEquals(0.5f, map(VALUES).at(1, 1));
  }

  @Test
  void it_knows_its_sum_and_its_largest_size() {
    assertEquals(-1.5, map(VALUES).total());
    assertEquals(4, map(VALUES).largest());
  }

  @Test
  void nobody_can_change_it() {
    float[] mine = VALUES.clone();
    Attribution map = map(mine);
    mine[0] = 9;
    map.values()[1] = 9;

    assertEquals(map(VALUES), map);
    assertEquals(map(VALUES).hashCode(), map.hashCode());
  }

  @Test
  void another_target_makes_another_map() {
    assertNotEquals(map(VALUES), Attribution.of("relevance", "dog", "image", 2, 3, VALUES));
    assertNotEquals(map(VALUES), map(1, -4, 2, 0, 0.5f, 1));
  }

  @Test
  void channels_are_summed() {
    try (Scope scope = Scope.open()) {
      Tensor units = Tensor.of(new float[] {1, 2, 3, 4, 10, 20, 30, 40}, 1, 2, 1, 4);
      Attribution map = Attribution.summed("relevance", "cat", "layer4", units);

      assertEquals(
          Attribution.of("relevance", "cat", "layer4", 1, 4, new float[] {11, 22, 33, 44}), map);
    }
  }

  @Test
  void what_is_no_map_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> map(1, 2));
    String message =
        assertThrows(IllegalArgumentException.class, () -> map(1, 2, Float.NaN, 3, 4, 5))
            .getMessage();
    assertTrue(message.contains("NaN"), message);
    try (Scope scope = Scope.open()) {
      Tensor flat = Tensor.full(1, 1, 5);
      assertThrows(
          IllegalArgumentException.class, () -> Attribution.summed("relevance", "cat", "fc", flat));
    }
  }
}
