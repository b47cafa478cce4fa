package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenClipTest {
  private static final OpenClip.Vision VISION = new OpenClip.Vision(16, 4, 8, 1, 2);
  private static final OpenClip.Text TEXT = new OpenClip.Text(5, 20, 12, 2, 3);
  private static final OpenClip SMALL = new OpenClip(6, VISION, TEXT, false);

  private static Script image(OpenClip network) {
    Script s = new Script();
    OpenClip.Embedded made = network.image(s.layers(), s.input("image"));
    s.returns(made.vector(), made.layers().get("visual.ln_post"));
    return s;
  }

  private static Script text(OpenClip network) {
    Script s = new Script();
    OpenClip.Embedded made = network.text(s.layers(), s.input("ids"));
    s.returns(made.vector(), made.layers().get("transformer.resblocks.1"));
    return s;
  }

  private static Script logits(OpenClip network) {
    Script s = new Script();
    Value image = s.input("image");
    s.returns(network.logits(s.layers(), image, s.input("ids")));
    return s;
  }

  private static Tensor ids() {
    return Tensor.of(new long[] {18, 3, 19, 0, 0, 18, 4, 5, 6, 19, 18, 19, 0, 0, 0}, 3, 5);
  }

  @Test
  void the_published_one_has_the_published_number_of_weights_and_keys() {
    Script s = logits(OpenClip.vitB32());
    assertEquals(151_277_313, Drawn.size(s));
    assertTrue(
        Drawn.keys(s)
            .containsAll(
                List.of(
                    "logit_scale",
                    "text_projection",
                    "positional_embedding",
                    "token_embedding.weight",
                    "transformer.resblocks.11.attn.in_proj_weight",
                    "transformer.resblocks.0.mlp.c_proj.bias",
                    "ln_final.weight",
                    "visual.class_embedding",
                    "visual.proj",
                    "visual.ln_pre.bias",
                    "visual.transformer.resblocks.11.attn.out_proj.weight")));
    assertFalse(Drawn.keys(s).contains("visual.conv1.bias"));
  }

  @Test
  void each_half_asks_for_its_own_weights_alone() {
    assertTrue(Drawn.keys(image(SMALL)).stream().allMatch(k -> k.startsWith("visual.")));
    assertTrue(Drawn.keys(text(SMALL)).stream().noneMatch(k -> k.startsWith("visual.")));
  }

  @Test
  void both_halves_end_in_one_space() {
    try (Scope scope = Scope.open()) {
      List<long[]> images = Drawn.shapes(image(SMALL), Drawn.images(1, 2, 3, 16, 16));
      assertArrayEquals(new long[] {2, 6}, images.get(0));
      assertArrayEquals(new long[] {2, 17, 8}, images.get(1));
      List<long[]> texts = Drawn.shapes(text(SMALL), ids());
      assertArrayEquals(new long[] {3, 6}, texts.get(0));
      assertArrayEquals(new long[] {3, 5, 12}, texts.get(1));
    }
  }

  @Test
  void logits_are_cosines_times_the_learned_factor() {
    try (Scope scope = Scope.open()) {
      Tensor images = Drawn.images(1, 2, 3, 16, 16);
      float[] a = Drawn.run(image(SMALL), images).get(0);
      float[] b = Drawn.run(text(SMALL), ids()).get(0);
      float[] found = Drawn.run(logits(SMALL), images, ids()).get(0);
      assertEquals(6, found.length);
      double factor = found[0] / cosine(a, 0, b, 0);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 3; j++) {
          assertEquals(factor * cosine(a, i, b, j), found[3 * i + j], 1e-5);
        }
      }
    }
  }

  private static double cosine(float[] a, int i, float[] b, int j) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int k = 0; k < 6; k++) {
      double x = a[6 * i + k];
      double y = b[6 * j + k];
      product += x * y;
      ofA += x * x;
      ofB += y * y;
    }
    return product / Math.sqrt(ofA * ofB);
  }

  @Test
  void texts_are_read_forwards_and_images_all_at_once() {
    try (Scope scope = Scope.open()) {
      float[] one = Drawn.run(text(SMALL), Tensor.of(new long[] {18, 3, 19, 0, 0}, 1, 5)).get(0);
      float[] same = Drawn.run(text(SMALL), Tensor.of(new long[] {18, 3, 19, 7, 8}, 1, 5)).get(0);
      float[] other = Drawn.run(text(SMALL), Tensor.of(new long[] {18, 4, 19, 0, 0}, 1, 5)).get(0);
      assertArrayEquals(one, same, 1e-6f);
      assertFalse(Arrays.equals(one, other));

      Tensor image = Drawn.images(1, 1, 3, 16, 16);
      float[] values = image.floats();
      values[values.length - 1] += 1;
      Tensor changed = Tensor.of(values, 1, 3, 16, 16);
      float[] before = Drawn.run(image(SMALL), image).get(0);
      assertFalse(Arrays.equals(before, Drawn.run(image(SMALL), changed).get(0)));
    }
  }

  @Test
  void the_quick_gelu_is_near_the_exact_one() {
    OpenClip quick = new OpenClip(6, VISION, TEXT, true);
    try (Scope scope = Scope.open()) {
      Tensor image = Drawn.images(1, 1, 3, 16, 16);
      float[] exact = Drawn.run(image(SMALL), image).get(0);
      float[] near = Drawn.run(image(quick), image).get(0);
      assertFalse(Arrays.equals(exact, near));
      assertArrayEquals(exact, near, 0.05f);
    }
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new OpenClip(0, VISION, TEXT, false));
    assertThrows(IllegalArgumentException.class, () -> new OpenClip.Vision(15, 4, 8, 1, 2));
    assertThrows(IllegalArgumentException.class, () -> new OpenClip.Vision(16, 4, 8, 0, 2));
    assertThrows(IllegalArgumentException.class, () -> new OpenClip.Vision(16, 4, 8, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> new OpenClip.Text(5, 0, 12, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> new OpenClip.Text(0, 20, 12, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> new OpenClip.Text(5, 20, 12, 1, 5));
  }
}
