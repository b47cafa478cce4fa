package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.network.ClipText;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TextConditioningTest {
  private static final WordTokenizer WORDS =
      new WordTokenizer(List.of("a", "an", "old", "young", "person"), 6);
  private static final ClipText NETWORK = new ClipText(WORDS.vocabulary(), 6, 4, 1, 2, 8);

  private Scope scope;
  private TextConditioning conditioning;

  private static TextConditioning conditioning(ClipText network) {
    return new TextConditioning(
        network,
        WORDS,
        Map.of("old", "an old person"),
        p -> {
          float[] values = new float[p.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 3 * p.key().length());
          }
          return values;
        });
  }

  @BeforeEach
  void open() {
    scope = Scope.open();
    conditioning = conditioning(NETWORK);
  }

  @AfterEach
  void close() {
    conditioning.close();
    scope.close();
  }

  @Test
  void a_batch_gets_all_tokens_of_each_text() {
    Tensor tokens = conditioning.towards(List.of("a young person", "a person"));

    assertArrayEquals(new long[] {2, 6, 4}, tokens.shape());
  }

  @Test
  void a_class_is_asked_for_by_its_prompt() {
    assertArrayEquals(
        conditioning.towards(List.of("an old person")).floats(),
        conditioning.towards(List.of("old")).floats());
  }

  @Test
  void texts_of_a_batch_do_not_see_each_other() {
    float[] both = conditioning.towards(List.of("a young person", "old")).floats();

    assertArrayEquals(
        conditioning.towards(List.of("old")).floats(),
        Arrays.copyOfRange(both, both.length / 2, both.length),
        1e-6f);
  }

  @Test
  void nothing_is_the_empty_text() {
    assertArrayEquals(
        conditioning.towards(List.of("", "")).floats(), conditioning.none(2).floats());
    assertFalse(
        Arrays.equals(
            conditioning.none(1).floats(), conditioning.towards(List.of("old")).floats()));
  }

  @Test
  void an_unknown_word_is_refused_by_naming_it() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> conditioning.towards(List.of("a tulip")));

    assertTrue(refused.getMessage().contains("tulip"), refused.getMessage());
  }

  @Test
  void a_tokenizer_that_writes_more_than_the_network_reads_is_refused() {
    ClipText narrow = new ClipText(3, 4, 4, 1, 2, 8);

    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> conditioning(narrow));
    assertTrue(refused.getMessage().contains("4 tokens out of 3"), refused.getMessage());
  }

  @Test
  void a_class_is_a_row_and_none_is_the_row_behind_the_last() {
    float[] table = {0, 0, 1, 1, 2, 2};
    try (ClassConditioning classes =
        new ClassConditioning(List.of("tulip", "dog rose"), table, 2)) {
      assertArrayEquals(
          new float[] {1, 1, 0, 0}, classes.towards(List.of("dog rose", "tulip")).floats());
      assertArrayEquals(new float[] {2, 2}, classes.none(1).floats());
      assertArrayEquals(new long[] {2, 1, 2}, classes.none(2).shape());
      assertEquals(List.of("tulip", "dog rose"), classes.targets());
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> classes.towards(List.of("sunflower")))
              .getMessage()
              .contains("sunflower"));
    }
  }
}
