package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Manifest;
import io.otherwise.model.Preprocessing.Fit;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
  /** 1 x 3 x 4 x 6, values 0, 1, 2, ... */
  private static Tensor counting() {
    float[] values = new float[72];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Tensor.of(values, 1, 3, 4, 6);
  }

  @Test
  void nothing_is_nothing() {
    try (Scope scope = Scope.open()) {
      Tensor x = counting();
      assertArrayEquals(x.floats(), Preprocessing.none().apply(x).floats());
    }
  }

  @Test
  void signed_maps_zero_to_minus_one_and_does_not_clamp() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(new float[] {0, 1, 1.5f}, 1, 3, 1, 1);
      assertArrayEquals(new float[] {-1, 1, 2}, Preprocessing.signed().apply(x).floats());
    }
  }

  @Test
  void each_channel_has_its_own_mean_and_deviation() {
    Preprocessing p =
        Preprocessing.none().normalised(new double[] {1, 2, 3}, new double[] {1, 2, 4});
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.of(new float[] {5, 6, 7}, 1, 3, 1, 1);
      assertArrayEquals(new float[] {4, 2, 1}, p.apply(x).floats());
    }
  }

  @Test
  void a_centre_crop_keeps_the_middle() {
    try (Scope scope = Scope.open()) {
      Tensor cropped = Preprocessing.none().fit(Fit.CENTRE_CROP, 2).apply(counting());
      assertArrayEquals(new long[] {1, 3, 2, 2}, cropped.shape());
      assertEquals(8, cropped.floats()[0]);
      assertEquals(15, cropped.floats()[3]);
    }
  }

  @Test
  void gradients_of_a_crop_stay_inside_it() {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor x = graph.leaf(counting());
      Tensor sum = Preprocessing.none().fit(Fit.CENTRE_CROP, 2).apply(x).sum();
      float[] g = graph.of(sum, x).floats();
      assertEquals(0, g[0]);
      assertEquals(1, g[8]);
    }
  }

  @Test
  void both_resamplers_keep_a_constant_picture() {
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.full(0.25, 1, 3, 5, 9);
      for (Fit fit : new Fit[] {Fit.BILINEAR, Fit.BICUBIC}) {
        Tensor resized = Preprocessing.none().fit(fit, 4).apply(x);
        assertArrayEquals(new long[] {1, 3, 4, 4}, resized.shape());
        assertEquals(0.25, resized.floats()[7], 1e-6);
      }
    }
  }

  @Test
  void too_small_for_the_crop_is_refused() {
    try (Scope scope = Scope.open()) {
      Tensor x = counting();
      Preprocessing p = Preprocessing.imageNet();
      String message = assertThrows(IllegalArgumentException.class, () -> p.apply(x)).getMessage();
      assertTrue(message.contains("at least 224 x 224"), message);
      assertTrue(message.contains("6 x 4"), message);
    }
  }

  @Test
  void grey_pictures_and_single_pictures_are_refused() {
    try (Scope scope = Scope.open()) {
      Tensor grey = Tensor.full(0, 1, 1, 4, 4);
      Tensor single = Tensor.full(0, 3, 4, 4);
      Preprocessing p = Preprocessing.none();
      assertThrows(IllegalArgumentException.class, () -> p.apply(grey));
      assertThrows(IllegalArgumentException.class, () -> p.apply(single));
    }
  }

  @Test
  void numbers_that_make_no_sense_are_refused() {
    Preprocessing p = Preprocessing.none();
    double[] three = {1, 1, 1};
    assertThrows(IllegalArgumentException.class, () -> p.normalised(three, new double[] {1, 0, 1}));
    assertThrows(IllegalArgumentException.class, () -> p.normalised(new double[] {1}, three));
    assertThrows(IllegalArgumentException.class, () -> p.fit(Fit.BICUBIC, 0));
    assertThrows(IllegalArgumentException.class, () -> p.fit(Fit.AS_IS, -1));
  }

  @Test
  void a_manifest_says_it_in_the_words_of_its_description() {
    for (Preprocessing p :
        List.of(
            Preprocessing.none(),
            Preprocessing.signed(),
            Preprocessing.imageNet(),
            Preprocessing.imageNet().fit(Fit.BICUBIC, 224),
            Preprocessing.signed().fit(Fit.AS_IS, 64),
            Preprocessing.none()
                .normalised(new double[] {1e-7, -1, 2}, new double[] {1e9, 1, 1}))) {
      assertEquals(p, Preprocessing.of(manifest(p.describe())), p.describe());
    }
    for (String words : List.of("", "[0, 1] to [-1, 1]", "SQUASH to 3, minus [0], over [1]")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Preprocessing.of(manifest(words)))
              .getMessage();
      assertTrue(message.contains("tiny has \"" + words + "\""), message);
    }
  }

  private static Manifest manifest(String words) {
    return new Manifest(
        "tiny",
        "classifier",
        "rendered",
        "",
        "",
        "",
        0,
        List.of(),
        "MIT",
        "",
        words,
        List.of(),
        "",
        null,
        "",
        Map.of(),
        null,
        List.of(),
        "");
  }

  @Test
  void it_describes_itself_in_a_line() {
    assertTrue(Preprocessing.imageNet().describe().startsWith("CENTRE_CROP to 224"));
    assertTrue(Preprocessing.none().describe().startsWith("any size"));
  }
}
