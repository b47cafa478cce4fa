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

class DinoTest {
  private static final Dino.Resize EXACT = new Dino.Resize(0, false);

  private static Dino small(boolean second, Dino.Resize resize) {
    return new Dino(16, 4, 8, 2, 2, second, resize);
  }

  private static Dino first(Dino.Resize resize) {
    return small(false, resize);
  }

  private static float[] embedding(Dino network, long height, long width) {
    try (Scope scope = Scope.open()) {
      return Drawn.run(Drawn.script(network), Drawn.images(1, 1, 3, height, width)).get(0);
    }
  }

  @Test
  void the_published_ones_have_the_published_number_of_weights() {
    assertEquals(21_670_272, Drawn.size(Drawn.script(Dino.vitS8())));
    assertEquals(22_056_576, Drawn.size(Drawn.script(Dino.secondVitS14())));
  }

  @Test
  void the_second_scales_its_corrections_and_keeps_a_mask_token() {
    List<String> one = Drawn.keys(Drawn.script(small(false, Dino.Resize.PUBLISHED)));
    List<String> two = Drawn.keys(Drawn.script(small(true, Dino.Resize.PUBLISHED)));
    List<String> own =
        List.of(
            "mask_token",
            "blocks.0.ls1.gamma",
            "blocks.0.ls2.gamma",
            "blocks.1.ls1.gamma",
            "blocks.1.ls2.gamma");
    assertTrue(two.containsAll(own) && two.containsAll(one));
    assertEquals(one.size() + own.size(), two.size());
    assertTrue(one.contains("blocks.1.attn.qkv.bias") && one.contains("patch_embed.proj.weight"));
  }

  @Test
  void an_image_has_an_embedding_and_one_vector_a_patch() {
    try (Scope scope = Scope.open()) {
      Script s =
          Drawn.script(small(true, Dino.Resize.PUBLISHED), "patch_embed", "norm", Dino.PATCHES);
      List<long[]> shapes = Drawn.shapes(s, Drawn.images(1, 2, 3, 8, 24));
      assertArrayEquals(new long[] {2, 8}, shapes.get(0));
      assertArrayEquals(new long[] {2, 12, 8}, shapes.get(1));
      assertArrayEquals(new long[] {2, 13, 8}, shapes.get(2));
      assertArrayEquals(new long[] {2, 12, 8}, shapes.get(3));
    }
  }

  @Test
  void embedding_and_patches_are_the_normalised_tokens() {
    try (Scope scope = Scope.open()) {
      Script s = Drawn.script(first(EXACT), "norm", Dino.PATCHES);
      List<float[]> found = Drawn.run(s, Drawn.images(1, 1, 3, 16, 16));
      float[] all = found.get(1);
      assertArrayEquals(Arrays.copyOf(all, 8), found.get(0));
      assertArrayEquals(Arrays.copyOfRange(all, 8, all.length), found.get(2));
    }
  }

  @Test
  void at_its_own_size_positions_stay_as_they_are() {
    float[] exact = embedding(first(EXACT), 16, 16);
    assertArrayEquals(exact, embedding(first(Dino.Resize.PUBLISHED), 16, 16));
    assertArrayEquals(exact, embedding(first(new Dino.Resize(0.7, false)), 16, 16));
    assertArrayEquals(exact, embedding(first(new Dino.Resize(0, true)), 16, 16), 1e-6f);
  }

  @Test
  void at_another_size_the_offset_shifts_them() {
    float[] exact = embedding(first(EXACT), 24, 8);
    float[] shifted = embedding(first(Dino.Resize.PUBLISHED), 24, 8);
    assertFalse(Arrays.equals(exact, shifted));
    assertArrayEquals(exact, embedding(first(new Dino.Resize(1e-6, false)), 24, 8), 1e-4f);
  }

  @Test
  void antialiasing_changes_a_table_that_shrinks() {
    float[] plain = embedding(first(EXACT), 8, 8);
    float[] smooth = embedding(first(new Dino.Resize(0, true)), 8, 8);
    assertFalse(Arrays.equals(plain, smooth));
    embedding(first(new Dino.Resize(0.1, true)), 8, 8);
  }

  /** The published codes compare pixels: a row too many and the fitting table is resized too. */
  @Test
  void an_oblong_image_with_the_right_number_of_patches_is_resized_all_the_same() {
    try (Scope scope = Scope.open()) {
      Tensor oblong = Drawn.images(1, 1, 3, 17, 16);
      Tensor square = oblong.narrow(2, 0, 16).contiguous();
      for (Dino.Resize resize : List.of(EXACT, Dino.Resize.PUBLISHED)) {
        float[] one = Drawn.run(Drawn.script(first(resize)), oblong).get(0);
        float[] other = Drawn.run(Drawn.script(first(resize)), square).get(0);
        assertEquals(resize.equals(EXACT), Arrays.equals(one, other), resize.toString());
      }
    }
  }

  @Test
  void the_same_number_of_patches_in_another_shape_is_resized() {
    assertFalse(
        Arrays.equals(
            embedding(first(EXACT), 8, 32), embedding(first(new Dino.Resize(0.9, false)), 8, 32)));
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Dino(15, 4, 8, 2, 2, true, EXACT));
    assertThrows(IllegalArgumentException.class, () -> new Dino(16, 4, 8, 2, 5, true, EXACT));
    assertThrows(IllegalArgumentException.class, () -> new Dino(16, 4, 8, 0, 2, true, EXACT));
    for (double bad : new double[] {-0.1, 1, Double.NaN}) {
      var refused = assertThrows(IllegalArgumentException.class, () -> new Dino.Resize(bad, false));
      assertTrue(refused.getMessage().contains("was " + bad), refused.getMessage());
    }
  }
}
