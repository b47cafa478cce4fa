package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ImageTest {
  private final float[] values = {0f, .1f, .2f, .3f, .4f, .5f};

  @Test
  void values_lie_channel_by_channel() {
    Image image = Image.of("a", 1, 2, values);

    assertEquals(.1f, image.at(0, 0, 1));
    assertEquals(.2f, image.at(1, 0, 0));
    assertEquals(.5f, image.at(2, 0, 1));
  }

  @Test
  void neither_the_source_array_nor_a_copy_reaches_inside() {
    Image image = Image.of("a", 1, 2, values);

    values[0] = 1f;
    image.values()[1] = 1f;

    assertEquals(0f, image.at(0, 0, 0));
    assertEquals(.1f, image.at(0, 0, 1));
  }

  @Test
  void a_value_outside_zero_to_one_is_refused_with_the_value() {
    values[3] = 1.5f;
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Image.of("bright", 1, 2, values));
    assertTrue(e.getMessage().contains("bright holds 1.5"), e.getMessage());

    values[3] = Float.NaN;
    assertThrows(IllegalArgumentException.class, () -> Image.of("nan", 1, 2, values));
  }

  @Test
  void clamping_moves_every_value_inside() {
    Image image = Image.clamped("a", 1, 2, new float[] {-1, 2, Float.NaN, .5f, 0, 1});

    assertEquals(Image.of("a", 1, 2, new float[] {0, 1, 0, .5f, 0, 1}), image);
  }

  @Test
  void a_wrong_length_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Image.of("a", 2, 2, values));
  }

  @Test
  void another_id_is_another_image_with_the_same_pixels() {
    Image a = Image.of("a", 1, 2, values);

    assertNotEquals(a, a.named("b"));
    assertTrue(a.samePixels(a.named("b")));
    assertFalse(a.samePixels(Image.of("a", 2, 1, values)));
  }
}
