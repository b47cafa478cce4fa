package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import org.junit.jupiter.api.Test;

class ScaledTest {
  private static Image image(int height, int width) {
    return Image.of("plain", height, width, new float[3 * height * width]);
  }

  @Test
  void the_side_of_an_oblong_image_is_that_of_a_square_of_its_area() {
    assertEquals(64, Scaled.side(image(64, 64)));
    assertEquals(12, Scaled.side(image(9, 16)));
  }

  @Test
  void a_neighbourhood_stays_the_same_part_of_the_side_and_odd() {
    assertEquals(15, Scaled.neighbourhood(15, 256, 256));
    assertEquals(3, Scaled.neighbourhood(15, 256, 64));
    assertEquals(1, Scaled.neighbourhood(15, 256, 8));
    assertEquals(31, Scaled.neighbourhood(15, 256, 512));
  }

  @Test
  void a_radius_grows_with_the_root_of_the_number_of_values() {
    assertEquals(50, Scaled.radius(100, 2, 128, 64), 1e-9);
    assertEquals(100 / Math.pow(4, 1 / 1.5), Scaled.radius(100, 1.5, 128, 64), 1e-9);
  }

  @Test
  void another_size_is_refused_in_one_sentence() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Scaled.check(Query.of(image(8, 8), "old"), 224, "a radius"));

    assertEquals(
        "a radius is stated for images of side 224, but plain has 8; use scaledTo(image)",
        refused.getMessage());
  }
}
