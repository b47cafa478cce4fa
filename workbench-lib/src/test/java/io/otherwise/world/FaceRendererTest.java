package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import org.junit.jupiter.api.Test;

class FaceRendererTest {
  private static final FaceWorld WORLD = FaceWorld.v1();

  @Test
  void values_are_whole_255ths_so_that_eight_bits_hold_them() {
    for (float value : WORLD.image(0).values()) {
      assertEquals(Math.round(value * 255) / 255f, value);
    }
  }

  @Test
  void a_larger_picture_shows_the_same_face() {
    for (int index = 0; index < 4; index++) {
      Scene scene = WORLD.scene(Split.TEST, index);
      double difference = meanDifference(scene.render(64), halved(scene.render(128)));
      assertTrue(difference < 0.012, "mean difference " + difference);
    }
  }

  @Test
  void another_person_is_farther_than_a_larger_picture() {
    double other = meanDifference(WORLD.image(0), WORLD.image(1));
    assertTrue(other > 0.05, "mean difference " + other);
  }

  @Test
  void pictures_have_a_natural_brightness() {
    for (int index = 0; index < 20; index++) {
      double mean = 0;
      for (float value : WORLD.image(index).values()) {
        mean += value / (3 * 64 * 64);
      }
      assertTrue(mean > 0.2 && mean < 0.75, "mean brightness " + mean);
    }
  }

  @Test
  void blur_takes_the_fine_detail_away() {
    Scene scene = WORLD.scene(Split.TEST, 3);
    double sharp = roughness(scene.with("blur", 0).image());
    double half = roughness(scene.with("blur", 0.5).image());
    double full = roughness(scene.with("blur", 1).image());
    assertTrue(sharp > 1.3 * half && half > 1.2 * full, sharp + " " + half + " " + full);
  }

  @Test
  void a_continuous_attribute_moves_the_picture_in_small_steps() {
    Scene scene = WORLD.scene(Split.TEST, 5);
    for (Attribute attribute : Attribute.values()) {
      Image before = scene.with(attribute, 0).render(32);
      double largest = 0;
      double whole = meanDifference(before, scene.with(attribute, 1).render(32));
      for (int step = 1; step <= 20; step++) {
        Image now = scene.with(attribute, step / 20.0).render(32);
        largest = Math.max(largest, meanDifference(before, now));
        before = now;
      }
      assertTrue(largest < 0.5 * whole, attribute + " jumps " + largest + " of " + whole);
    }
  }

  private static double meanDifference(Image a, Image b) {
    float[] x = a.values();
    float[] y = b.values();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(x[i] - y[i]);
    }
    return sum / x.length;
  }

  private static double roughness(Image image) {
    double sum = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 1; x < image.width(); x++) {
        double step = image.at(1, y, x) - image.at(1, y, x - 1);
        sum += step * step;
      }
    }
    return sum;
  }

  private static Image halved(Image image) {
    int side = image.width() / 2;
    float[] values = new float[3 * side * side];
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          float sum = image.at(c, 2 * y, 2 * x) + image.at(c, 2 * y, 2 * x + 1);
          sum += image.at(c, 2 * y + 1, 2 * x) + image.at(c, 2 * y + 1, 2 * x + 1);
          values[(c * side + y) * side + x] = sum / 4;
        }
      }
    }
    return Image.of(image.id(), side, side, values);
  }
}
