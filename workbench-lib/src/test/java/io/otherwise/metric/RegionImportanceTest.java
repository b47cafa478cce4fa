package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.grey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.metric.RegionImportance.Drops;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionImportanceTest {
  /** Bright where a corner of the picture is: the mean over the first rows and columns. */
  private static class Corner implements Classifier {
    private final int side;
    private final List<Integer> batches = new ArrayList<>();

    Corner(int side) {
      this.side = side;
    }

    @Override
    public String name() {
      return "corner";
    }

    @Override
    public List<String> classes() {
      return List.of("dark", "bright");
    }

    @Override
    public boolean binary() {
      return true;
    }

    @Override
    public Tensor logits(Tensor images) {
      batches.add((int) images.size(0));
      Tensor corner = images.narrow(2, 0, side).narrow(3, 0, side);
      return corner.mean(1, 2, 3).reshape(-1).minus(.5).times(4);
    }

    @Override
    public void close() {}
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double bright(double mean) {
    return sigmoid(4 * (mean - .5));
  }

  private final Corner classifier = new Corner(4);
  private final Image dark = grey("factual", 8, 8, 0);
  private final Image light = grey("edited", 8, 8, 1);

  private Drops drops(int window, int stride) {
    return new RegionImportance(window, stride).of(classifier, dark, light, "bright");
  }

  @Test
  void only_the_window_that_the_classifier_looks_at_matters() {
    Drops found = drops(4, 4);

    assertEquals(bright(1), found.target(), 1e-6);
    assertEquals(4, found.drops().length);
    assertEquals(bright(1) - bright(0), found.drops()[0], 1e-6);
    for (int i = 1; i < 4; i++) {
      assertEquals(0, found.drops()[i], 1e-7);
    }
  }

  @Test
  void the_map_shows_each_window_at_its_place() {
    double[][] map = drops(4, 4).map();

    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        double expected = y < 4 && x < 4 ? bright(1) - bright(0) : 0;
        assertEquals(expected, map[y][x], 1e-6);
      }
    }
  }

  @Test
  void overlapping_windows_are_averaged() {
    Drops found = drops(4, 2);
    double[] drops = found.drops();

    assertEquals(9, drops.length);
    // Pixel (0, 2) lies under the first two windows of the first row, (2, 2) under four.
    assertEquals((drops[0] + drops[1]) / 2, found.map()[0][2], 1e-12);
    assertEquals((drops[0] + drops[1] + drops[3] + drops[4]) / 4, found.map()[2][2], 1e-12);
    assertTrue(drops[0] > drops[1] && drops[1] > drops[2]);
    assertEquals(drops[1], drops[3], 1e-7, "rows and columns alike");
  }

  @Test
  void pixels_that_no_window_covers_have_no_value() {
    double[][] map = drops(3, 3).map();

    assertTrue(Double.isNaN(map[7][0]) && Double.isNaN(map[0][6]));
    assertTrue(!Double.isNaN(map[5][5]));
  }

  @Test
  void a_window_as_large_as_the_image_puts_all_of_it_back() {
    Drops found = drops(8, 1);

    assertEquals(1, found.drops().length);
    assertEquals(bright(1) - bright(0), found.drops()[0], 1e-6);
  }

  @Test
  void an_unchanged_picture_loses_nothing() {
    Drops found = new RegionImportance(2, 2).of(classifier, light, light, "bright");

    for (double drop : found.drops()) {
      assertEquals(0, drop, 0);
    }
    assertTrue(found.picture("p").samePixels(grey("black", 8, 8, 0)));
  }

  @Test
  void factual_pixels_that_speak_for_the_target_are_negative() {
    Drops found = new RegionImportance(4, 4).of(classifier, light, dark, "bright");

    assertEquals(bright(0) - bright(1), found.drops()[0], 1e-6);
    assertEquals(0, found.picture("p").at(0, 0, 0));
  }

  @Test
  void the_other_class_gains_what_the_target_loses() {
    double[] bright = drops(2, 2).drops();
    double[] dim = new RegionImportance(2, 2).of(classifier, dark, light, "dark").drops();

    for (int i = 0; i < bright.length; i++) {
      assertEquals(-bright[i], dim[i], 1e-6);
    }
  }

  @Test
  void pictures_need_not_be_square() {
    Drops found =
        new RegionImportance(4, 2)
            .of(classifier, grey("f", 6, 10, 0), grey("e", 6, 10, 1), "bright");

    assertEquals(2 * 4, found.drops().length);
    assertEquals(6, found.map().length);
    assertEquals(10, found.map()[0].length);
    assertTrue(found.map()[0][0] > found.map()[0][9]);
  }

  @Test
  void an_answer_is_asked_about_its_own_target() {
    Corner named =
        new Corner(4) {
          @Override
          public List<String> classes() {
            return List.of("young", "old");
          }
        };

    Drops found = new RegionImportance(4, 4).of(named, MadeAnswers.answer(dark, light, true));

    assertEquals(bright(1) - bright(0), found.drops()[0], 1e-6);
  }

  @Test
  void windows_are_scored_in_batches() {
    drops(1, 1);

    assertEquals(List.of(1, 64), classifier.batches);
    classifier.batches.clear();
    new RegionImportance(1, 1).of(classifier, grey("f", 10, 10, 0), grey("e", 10, 10, 1), "bright");
    assertEquals(List.of(1, 64, 36), classifier.batches);
  }

  @Test
  void its_picture_is_white_where_most_is_lost() {
    Image picture = drops(3, 3).picture("map");

    assertEquals(1, picture.at(0, 0, 0));
    assertEquals(1, picture.at(2, 2, 2));
    assertEquals(0, picture.at(0, 7, 7), "no window covers it");
    assertTrue(picture.at(1, 0, 3) > 0 && picture.at(1, 0, 3) < 1);
  }

  @Test
  void the_papers_window_is_a_quarter_of_the_side() {
    assertEquals(new RegionImportance(64, 32), RegionImportance.paper());
    assertEquals(
        new RegionImportance(16, 8), RegionImportance.paper().scaledTo(grey("small", 64, 96, 0)));
    assertEquals(new RegionImportance(2, 1), RegionImportance.paper().scaledTo(dark));
  }

  @Test
  void what_does_not_fit_is_refused_before_any_call() {
    assertThrows(IllegalArgumentException.class, () -> new RegionImportance(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RegionImportance(4, 0));
    assertThrows(IllegalArgumentException.class, () -> drops(9, 1));
    RegionImportance small = RegionImportance.paper().window(2).stride(2);
    Image other = grey("other", 8, 6, 0);
    assertThrows(
        IllegalArgumentException.class, () -> small.of(classifier, other, light, "bright"));
    assertThrows(IllegalArgumentException.class, () -> small.of(classifier, dark, light, "green"));
    assertTrue(classifier.batches.isEmpty());
  }

  @Test
  void what_it_hands_out_are_copies() {
    Drops found = drops(4, 4);
    found.drops()[0] = 9;
    found.map()[0][0] = 9;

    assertTrue(found.drops()[0] < 1 && found.map()[0][0] < 1);
  }
}
