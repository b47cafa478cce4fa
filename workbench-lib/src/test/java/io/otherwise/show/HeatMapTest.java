package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.Attribution;
import io.otherwise.explain.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  private static Attribution map(float... values) {
    return Attribution.of("relevance", "old", "image", 1, values.length, values);
  }

  private static double luminance(Image image, int x) {
    return 0.299 * image.at(0, 0, x) + 0.587 * image.at(1, 0, x) + 0.114 * image.at(2, 0, x);
  }

  @Test
  void brightness_alone_rises_from_against_to_for() {
    Image painted = HeatMap.of(map(-4, -2, -1, -0.5f, 0, 0.5f, 1, 2, 4));
    for (int x = 1; x < painted.width(); x++) {
      assertTrue(luminance(painted, x) > luminance(painted, x - 1) + 0.02, "value " + x);
    }
  }

  @Test
  void nothing_is_a_middle_grey_and_both_signs_are_as_far_from_it() {
    Image painted = HeatMap.of(map(-3, 0, 3));

    assertEquals(0.5, luminance(painted, 1), 1e-6);
    assertEquals(painted.at(0, 0, 1), painted.at(2, 0, 1));
    assertTrue(luminance(painted, 0) < 0.15);
    assertTrue(luminance(painted, 2) > 0.85);
  }

  @Test
  void colours_tell_the_signs_apart_as_well() {
    Image painted = HeatMap.of(map(-1, 1));

    assertTrue(painted.at(2, 0, 0) > painted.at(0, 0, 0), "blue against");
    assertTrue(painted.at(0, 0, 1) > painted.at(2, 0, 1), "yellow for");
  }

  @Test
  void a_map_of_zeros_is_grey_all_over() {
    float[] values = HeatMap.of(map(0, 0, 0)).values();

    assertTrue(Arrays.equals(new float[] {.5f, .5f, .5f, .5f, .5f, .5f, .5f, .5f, .5f}, values));
  }

  @Test
  void maps_on_one_scale_can_be_compared_and_what_exceeds_it_is_cut() {
    Image weak = HeatMap.of(map(1, 2), 4);
    Image strong = HeatMap.of(map(2, 9), 4);

    assertEquals(weak.at(0, 0, 1), strong.at(0, 0, 0));
    assertEquals(1, strong.at(0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> HeatMap.of(map(1), 0));
    assertThrows(IllegalArgumentException.class, () -> HeatMap.of(map(1), Double.NaN));
  }

  @Test
  void over_a_picture_both_are_seen() {
    float[] half = new float[3 * 8];
    Arrays.fill(half, 4, 8, 1);
    Arrays.fill(half, 12, 16, 1);
    Arrays.fill(half, 20, 24, 1);
    Image picture = Image.of("half", 2, 4, half);

    Image flat = HeatMap.over(picture, map(0, 0));
    Image forRight = HeatMap.over(picture, map(0, 1));

    assertEquals(2, flat.height());
    assertEquals(4, flat.width());
    assertTrue(flat.at(0, 1, 0) > flat.at(0, 0, 0), "the picture's lower half is brighter");
    assertTrue(forRight.at(0, 0, 3) > forRight.at(0, 0, 0), "the map's right half is lighter");
  }

  @Test
  void it_is_named_by_method_class_and_layer_and_shown_as_a_picture() {
    assertEquals("relevance of old at image", HeatMap.of(map(1, 2)).id());

    Html shown = Show.html(map(1, 2)).orElseThrow();
    assertTrue(shown.html().contains("<img"), shown.html());
    assertTrue(shown.text().contains("relevance of old at image"), shown.text());
  }
}
