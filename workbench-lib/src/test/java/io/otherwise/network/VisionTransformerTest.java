package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisionTransformerTest {
  private static final VisionTransformer SMALL = new VisionTransformer(16, 4, 8, 2, 2, 12, 3);

  @Test
  void the_published_one_has_the_published_number_of_weights_and_keys() {
    Script s = Drawn.script(VisionTransformer.vitB16(1000));
    assertEquals(86_567_656, Drawn.size(s));
    assertTrue(
        Drawn.keys(s)
            .containsAll(
                List.of(
                    "class_token",
                    "encoder.pos_embedding",
                    "encoder.layers.encoder_layer_11.self_attention.in_proj_weight",
                    "encoder.layers.encoder_layer_0.self_attention.in_proj_bias",
                    "encoder.layers.encoder_layer_0.self_attention.out_proj.bias",
                    "encoder.layers.encoder_layer_0.mlp.3.weight",
                    "heads.head.bias")));
  }

  @Test
  void layers_hold_the_patches_and_the_class_token() {
    assertEquals(17, SMALL.tokens());
    try (Scope scope = Scope.open()) {
      Script s =
          Drawn.script(
              SMALL, "conv_proj", "encoder.layers.encoder_layer_1", "encoder.ln", "heads.head");
      List<long[]> shapes = Drawn.shapes(s, Drawn.images(1, 2, 3, 16, 16));
      assertArrayEquals(new long[] {2, 3}, shapes.get(0));
      assertArrayEquals(new long[] {2, 8, 4, 4}, shapes.get(1));
      assertArrayEquals(new long[] {2, 17, 8}, shapes.get(2));
      assertArrayEquals(new long[] {2, 17, 8}, shapes.get(3));
      assertArrayEquals(new long[] {2, 3}, shapes.get(4));
    }
  }

  @Test
  void without_classes_the_class_token_stands_in_the_place_of_scores() {
    Script s = Drawn.script(SMALL.headless(), "encoder.ln");
    assertTrue(Drawn.keys(s).stream().noneMatch(k -> k.startsWith("heads")));
    try (Scope scope = Scope.open()) {
      List<float[]> found = Drawn.run(s, Drawn.images(1, 1, 3, 16, 16));
      assertArrayEquals(Arrays.copyOf(found.get(1), 8), found.get(0));
    }
  }

  @Test
  void the_place_of_a_patch_matters() {
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 1, 3, 16, 16);
      Tensor moved = Tensor.of(rolled(image.floats()), 1, 3, 16, 16);
      float[] here = Drawn.run(Drawn.script(SMALL), image).get(0);
      float[] there = Drawn.run(Drawn.script(SMALL), moved).get(0);
      assertFalse(Arrays.equals(here, there));
    }
  }

  /** One patch to the left, and what leaves the image comes back on the right. */
  private static float[] rolled(float[] image) {
    float[] moved = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      moved[i] = image[i / 16 * 16 + (i + 4) % 16];
    }
    return moved;
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> new VisionTransformer(18, 4, 8, 2, 2, 12, 3));
    assertTrue(refused.getMessage().contains("18 and a patch's 4"), refused.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> new VisionTransformer(16, 0, 8, 2, 2, 12, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new VisionTransformer(16, 4, 8, 2, 3, 12, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new VisionTransformer(16, 4, 8, 0, 2, 12, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new VisionTransformer(16, 4, 8, 2, 2, 12, -1));
  }
}
