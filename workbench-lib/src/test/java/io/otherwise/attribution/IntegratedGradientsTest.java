package io.otherwise.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.ClosedForm;
import io.otherwise.model.Images;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegratedGradientsTest {
  private static final IntegratedGradients FROM_BLACK = IntegratedGradients.fromBlack();
  private static final Classifier CUBES = Tiny.onePiece();
  private static final Image PICTURE = Tiny.image(1);

  private static final Vgg VGG = new Vgg(List.of(6, 0, 8), false, 1, 2, 12, 3);
  private static final ResNet SINGLE =
      new ResNet(false, List.of(1), 4, 1, new Stem(1, 3, 1, false));

  /** The integral of 3 (t x)^2 is x^2, so a value x of n gets x^3 / n. */
  @Test
  void a_cube_gets_its_share_of_the_mean_to_the_rounding() {
    try (Scope scope = Scope.open()) {
      Tensor x = Images.tensor(List.of(PICTURE));
      float[] found = FROM_BLACK.steps(2).of(CUBES, x, "green").floats();
      float[] values = PICTURE.values();
      for (int i = 0; i < found.length; i++) {
        boolean green = i / 64 == 1;
        assertEquals(green ? Math.pow(values[i], 3) / 64 : 0, found[i], 1e-7, "value " + i);
      }
    }
  }

  @Test
  void one_step_is_the_gradient_half_way() {
    try (Scope scope = Scope.open()) {
      Tensor x = Images.tensor(List.of(PICTURE));
      float[] found = FROM_BLACK.steps(1).of(CUBES, x, "red").floats();

      assertEquals(0.75 * Math.pow(PICTURE.at(0, 0, 3), 3) / 64, found[3], 1e-7);
    }
  }

  @Test
  void attributions_sum_to_what_the_logit_rises_by() {
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.signed())) {
      double total = FROM_BLACK.of(classifier, PICTURE, "class1").total();

      assertTrue(Math.abs(total) > 1e-3, "it rises, but by " + total);
      assertEquals(
          0, FROM_BLACK.steps(200).gap(classifier, PICTURE, "class1"), 2e-3 * Math.abs(total));
    }
  }

  @Test
  void more_steps_leave_a_smaller_gap_on_a_smooth_logit() {
    // Its gradient has degree 4 on the way.
    Classifier fifth = new ClosedForm("fifth", List.of("no", "yes"), x -> x.pow(5).mean(1, 2, 3));
    double coarse = Math.abs(FROM_BLACK.steps(1).gap(fifth, PICTURE, "yes"));
    double fine = Math.abs(FROM_BLACK.steps(3).gap(fifth, PICTURE, "yes"));

    assertTrue(coarse > 1e-3, "one step misses, but only " + coarse);
    assertEquals(0, fine, 1e-6);
  }

  @Test
  void steps_beyond_one_chunk_change_nothing_on_a_polynomial() {
    Attribution few = FROM_BLACK.steps(3).of(CUBES, PICTURE, "blue");
    Attribution many = FROM_BLACK.steps(37).of(CUBES, PICTURE, "blue");

    assertArrayEquals(few.values(), many.values(), 1e-6f);
  }

  @Test
  void the_way_can_begin_at_any_picture() {
    Image other = Tiny.image(3);
    IntegratedGradients way = IntegratedGradients.from(other);

    double expected = 0;
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        expected += Math.pow(PICTURE.at(0, y, x), 3) - Math.pow(other.at(0, y, x), 3);
      }
    }
    assertEquals(expected / 64, way.of(CUBES, PICTURE, "red").total(), 1e-5);
    assertEquals(0, IntegratedGradients.from(PICTURE).of(CUBES, PICTURE, "red").largest(), 0);
  }

  @Test
  void the_negative_side_gets_the_negative() {
    try (NetworkClassifier classifier = Tiny.biased(SINGLE, Preprocessing.signed())) {
      Attribution positive = FROM_BLACK.of(classifier, PICTURE, "class1");
      Attribution negative = FROM_BLACK.of(classifier, PICTURE, "class0");

      assertTrue(positive.largest() > 1e-4, positive.toString());
      assertEquals(-positive.at(4, 4), negative.at(4, 4), 1e-7);
    }
  }

  @Test
  void a_torchscript_file_will_do(@TempDir Path folder) {
    Path file = folder.resolve("mine.pt");
    try (NetworkClassifier classifier = Tiny.biased(VGG, Preprocessing.none())) {
      classifier.export(file);
      try (Classifier mine = Classifier.torchScript(file, "class0", "class1", "class2")) {
        assertArrayEquals(
            FROM_BLACK.of(classifier, PICTURE, "class2").values(),
            FROM_BLACK.of(mine, PICTURE, "class2").values(),
            1e-6f);
      }
    }
  }

  @Test
  void a_map_says_what_it_is() {
    Attribution map = FROM_BLACK.of(CUBES, PICTURE, "red");

    assertEquals("integrated gradients", map.method());
    assertEquals("red", map.target());
    assertEquals("image", map.layer());
  }

  @Test
  void no_steps_and_a_baseline_of_another_size_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> FROM_BLACK.steps(0));
    assertThrows(IllegalArgumentException.class, () -> FROM_BLACK.steps(1001));

    IntegratedGradients way = IntegratedGradients.from(Tiny.image(1, 4, 4));
    String message =
        assertThrows(IllegalArgumentException.class, () -> way.of(CUBES, PICTURE, "red"))
            .getMessage();
    assertTrue(message.contains("[1, 3, 4, 4]"), message);
  }

  @Test
  void nothing_stays_behind() {
    FROM_BLACK.of(CUBES, PICTURE, "red");
    long before = Scope.live();
    FROM_BLACK.of(CUBES, PICTURE, "red");

    assertEquals(before, Scope.live());
  }
}
