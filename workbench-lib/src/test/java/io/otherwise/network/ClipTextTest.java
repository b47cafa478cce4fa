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

class ClipTextTest {
  private static final int END = 19;
  private static final int WIDTH = 8;
  private static final ClipText SMALL = new ClipText(20, 6, WIDTH, 2, 2, 12);

  private static Script script(ClipText network) {
    Script s = new Script();
    ClipText.Encoded made = network.forward(s.layers(), s.input("ids"));
    s.returns(made.last(), made.pooled(), made.residual().get(0), made.residual().get(1));
    return s;
  }

  private static List<float[]> run(long... ids) {
    try (Scope scope = Scope.open()) {
      return Drawn.run(script(SMALL), Tensor.of(ids, 1, ids.length));
    }
  }

  /** Tokens {@code from} to below {@code to} of one text. */
  private static float[] tokens(float[] values, int from, int to) {
    return Arrays.copyOfRange(values, from * WIDTH, to * WIDTH);
  }

  @Test
  void the_published_one_has_the_published_number_of_weights_and_keys() {
    Script s = script(ClipText.vitL14());
    assertEquals(123_060_480, Drawn.size(s));
    assertEquals(12 * 16 + 4, Drawn.keys(s).size());
    assertTrue(
        Drawn.keys(s)
            .containsAll(
                List.of(
                    "text_model.embeddings.position_embedding.weight",
                    "text_model.encoder.layers.11.self_attn.q_proj.bias",
                    "text_model.encoder.layers.0.mlp.fc2.weight",
                    "text_model.final_layer_norm.bias")));
  }

  @Test
  void every_token_becomes_a_vector_and_the_end_stands_for_the_text() {
    try (Scope scope = Scope.open()) {
      Tensor ids = Tensor.of(new long[12], 2, 6);
      List<long[]> shapes = Drawn.shapes(script(SMALL), ids);
      assertArrayEquals(new long[] {2, 6, WIDTH}, shapes.get(0));
      assertArrayEquals(new long[] {2, WIDTH}, shapes.get(1));
      assertArrayEquals(new long[] {2, 6, WIDTH}, shapes.get(2));
    }
  }

  @Test
  void a_token_sees_none_that_follows() {
    float[] one = run(18, 3, 4, 5, END, 0).get(0);
    float[] other = run(18, 3, 4, 7, END, 0).get(0);

    assertArrayEquals(tokens(one, 0, 3), tokens(other, 0, 3), 1e-6f);
    for (int i = 3; i < 6; i++) {
      assertFalse(Arrays.equals(tokens(one, i, i + 1), tokens(other, i, i + 1)), "token " + i);
    }
  }

  @Test
  void the_first_end_is_pooled_and_what_pads_behind_it_does_not_matter() {
    List<float[]> once = run(18, 3, END, 0, 0, 0);
    List<float[]> often = run(18, 3, END, END, END, END);

    assertArrayEquals(tokens(once.get(0), 2, 3), once.get(1));
    assertArrayEquals(once.get(1), often.get(1), 1e-6f);
  }

  @Test
  void each_text_of_a_batch_has_its_own_end() {
    try (Scope scope = Scope.open()) {
      long[] ids = {18, END, 0, 0, 0, 0, 18, 3, 4, 5, 6, END};
      List<float[]> both = Drawn.run(script(SMALL), Tensor.of(ids, 2, 6));
      float[] pooled = both.get(1);
      assertArrayEquals(tokens(both.get(0), 1, 2), Arrays.copyOf(pooled, WIDTH));
      assertArrayEquals(tokens(both.get(0), 11, 12), tokens(pooled, 1, 2));
    }
  }

  @Test
  void a_shorter_text_takes_the_first_positions() {
    float[] whole = run(18, 3, 4, END, 0, 0).get(0);
    float[] shorter = run(18, 3, 4, END).get(0);

    assertArrayEquals(tokens(whole, 0, 4), shorter, 1e-6f);
  }

  @Test
  void the_residual_stream_begins_with_words_and_their_places() {
    float[] same = run(5, 5, 5, 5, 5, END).get(2);
    assertFalse(Arrays.equals(tokens(same, 0, 1), tokens(same, 1, 2)), "places differ");

    float[] swapped = run(5, 6, 5, 5, 5, END).get(2);
    assertArrayEquals(tokens(same, 0, 1), tokens(swapped, 0, 1));
    assertFalse(Arrays.equals(tokens(same, 1, 2), tokens(swapped, 1, 2)), "words differ");
  }

  @Test
  void sizes_that_make_no_network_are_refused() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new ClipText(20, 6, 8, 2, 3, 12));
    assertTrue(refused.getMessage().contains("8 and there are 3 heads"), refused.getMessage());
    for (int bad = 0; bad < 4; bad++) {
      int[] sizes = {20, 6, 2, 12};
      sizes[bad] = 0;
      assertThrows(
          IllegalArgumentException.class,
          () -> new ClipText(sizes[0], sizes[1], 8, sizes[2], 2, sizes[3]));
    }
  }
}
