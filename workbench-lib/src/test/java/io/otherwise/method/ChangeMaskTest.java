package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ChangeMaskTest {
  private static final ChangeMask MASK = new ChangeMask(0.5, 3, 4);

  private static Query sided(int side) {
    return Query.of(Image.of("square", side, side, new float[3 * side * side]), "some");
  }

  @Test
  void a_changed_pixel_frees_the_square_around_it() {
    float[] change = new float[16];
    change[0] = 0.5f;
    change[15] = 0.4f;
    try (Scope scope = Scope.open()) {
      float[] kept = MASK.kept(Tensor.of(change, 1, 1, 4, 4)).floats();

      float[] expected = {0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
      assertArrayEquals(expected, kept);
    }
  }

  @Test
  void the_dilation_follows_the_side_and_the_threshold_does_not() {
    assertEquals(new ChangeMask(0.15, 3, 64), new ChangeMask(0.15, 15, 256).scaledTo(64));
    assertEquals(MASK, MASK.scaledTo(4));
  }

  @Test
  void images_of_another_size_are_refused_with_the_way_out() {
    assertDoesNotThrow(() -> MASK.check(sided(4), "ACE"));
    var refused = assertThrows(IllegalArgumentException.class, () -> MASK.check(sided(8), "ACE"));
    assertEquals(
        "ACE's dilation is stated for images of side 4, but square has 8; use scaledTo(image)",
        refused.getMessage());
  }

  @Test
  void values_out_of_range_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new ChangeMask(1.1, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> new ChangeMask(Double.NaN, 3, 4));
    assertThrows(IllegalArgumentException.class, () -> new ChangeMask(0.5, 2, 4));
    assertThrows(IllegalArgumentException.class, () -> new ChangeMask(0.5, 3, 0));
  }
}
