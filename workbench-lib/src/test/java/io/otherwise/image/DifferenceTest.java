package io.otherwise.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  // Two pixels; the first is raised by .3 in red and lowered by .6 in blue.
  private final Image before = Image.of("before", 1, 2, new float[] {.5f, .5f, .5f, .5f, .8f, .5f});
  private final Image after = Image.of("after", 1, 2, new float[] {.8f, .5f, .5f, .5f, .2f, .5f});

  @Test
  void the_channels_are_averaged_by_magnitude() {
    assertArrayEquals(new float[] {.3f, 0f}, Difference.absolute(before, after), 1e-6f);
  }

  @Test
  void no_change_is_black_in_heat_and_white_when_signed() {
    assertPixel(Difference.heat(before, after), 1, 0, 0, 0);
    assertPixel(Difference.signed(before, after), 1, 1, 1, 1);
    assertPixel(Difference.heat(before, before), 0, 0, 0, 0);
  }

  @Test
  void the_largest_change_is_white_heat() {
    assertPixel(Difference.heat(before, after), 0, 1, 1, 1);
  }

  @Test
  void a_fixed_scale_makes_pictures_comparable() {
    assertPixel(Difference.heat(before, after, .9), 0, 1, 0, 0);
    assertPixel(Difference.heat(before, after, .1), 0, 1, 1, 1);
  }

  @Test
  void darker_is_blue_and_brighter_is_red() {
    assertPixel(Difference.signed(before, after), 0, 0, 0, 1);
    assertPixel(Difference.signed(after, before), 0, 1, 0, 0);
    assertPixel(Difference.signed(before, after, .2), 0, .5f, .5f, 1);
  }

  @Test
  void sizes_must_agree() {
    Image tall = Image.of("tall", 2, 1, new float[6]);

    Exception e = assertThrows(IllegalArgumentException.class, () -> Difference.heat(before, tall));
    assertTrue(e.getMessage().contains("Image[tall, 1 x 2]"), e.getMessage());
  }

  @Test
  void a_scale_outside_zero_to_one_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Difference.heat(before, after, 0));
    assertThrows(IllegalArgumentException.class, () -> Difference.signed(before, after, 255));
  }

  private static void assertPixel(Image image, int x, float red, float green, float blue) {
    assertEquals(red, image.at(0, 0, x), 1e-5f);
    assertEquals(green, image.at(1, 0, x), 1e-5f);
    assertEquals(blue, image.at(2, 0, x), 1e-5f);
  }
}
