package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final Places PLACES = new Places("blocks.3");

  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void planes_stay_as_they_are() {
    Tensor planes = Tensor.full(1, 2, 3, 4, 5);

    assertSame(planes, PLACES.of(planes, 64, 64));
  }

  @Test
  void tokens_become_rows_of_the_image() {
    // Two channels of 2 x 2 tokens.
    Tensor tokens = Tensor.of(new float[] {1, 10, 2, 20, 3, 30, 4, 40}, 1, 4, 2);

    Tensor planes = PLACES.of(tokens, 32, 32);

    assertArrayEquals(new long[] {1, 2, 2, 2}, planes.shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 10, 20, 30, 40}, planes.floats());
  }

  @Test
  void a_token_too_many_is_the_class_token_and_is_left_out() {
    Tensor tokens = Tensor.of(new float[] {99, 1, 2, 3, 4}, 1, 5, 1);

    assertArrayEquals(new float[] {1, 2, 3, 4}, PLACES.of(tokens, 32, 32).floats());
  }

  @Test
  void the_grid_has_the_proportions_of_the_image() {
    Tensor tokens = Tensor.full(0, 1, 8, 1);

    assertArrayEquals(new long[] {1, 1, 2, 4}, PLACES.of(tokens, 32, 64).shape());
    assertArrayEquals(new long[] {1, 1, 4, 2}, PLACES.of(tokens, 64, 32).shape());
  }

  @Test
  void other_shapes_are_refused_by_naming_the_layer() {
    for (Tensor odd : new Tensor[] {Tensor.full(0, 1, 8, 1), Tensor.full(0, 1, 8)}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> PLACES.of(odd, 32, 32)).getMessage();
      assertTrue(message.contains("but blocks.3 gives [1, 8"), message);
    }
  }
}
