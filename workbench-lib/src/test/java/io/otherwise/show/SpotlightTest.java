package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import org.junit.jupiter.api.Test;

class SpotlightTest {
  private final Image red = Image.of("red", 1, 2, new float[] {.9f, .9f, .1f, .1f, .1f, .1f});

  private static Image light(float left, float right) {
    return Image.of("light", 1, 2, new float[] {left, right, left, right, left, right});
  }

  @Test
  void full_light_leaves_the_picture_as_it_is() {
    assertArrayEquals(red.values(), Spotlight.on(red, light(1, 1)).values(), 1e-6f);
  }

  @Test
  void without_light_a_place_is_grey_and_pale_but_still_told_from_others() {
    Image dark = Spotlight.on(red, light(0, 0));
    Image white = Spotlight.on(Answers.plain(1, 1), Answers.plain(1, 0));

    assertEquals(dark.at(0, 0, 0), dark.at(2, 0, 0));
    assertTrue(dark.at(0, 0, 0) > .5);
    assertTrue(white.at(0, 0, 0) > dark.at(0, 0, 0) + .1);
  }

  @Test
  void light_falls_by_place() {
    Image half = Spotlight.on(red, light(1, 0));

    assertEquals(red.at(0, 0, 0), half.at(0, 0, 0), 1e-6);
    assertEquals(half.at(0, 0, 1), half.at(1, 0, 1), 1e-6);
  }

  @Test
  void a_mask_of_another_size_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Spotlight.on(red, Answers.plain(2, 1)));
  }
}
