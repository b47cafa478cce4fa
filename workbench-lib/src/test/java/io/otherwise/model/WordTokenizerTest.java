package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordTokenizerTest {
  private static final List<String> WORDS =
      List.of("a", "face", "glasses", "old", "with", "o'clock");
  private static final WordTokenizer WRITTEN = new WordTokenizer(WORDS, 6);

  private static String refusal(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }

  @Test
  void a_text_is_its_words_between_begin_and_end_and_padded() {
    assertArrayEquals(new long[] {7, 1, 2, 8, 0, 0}, WRITTEN.ids("a face"));
    assertArrayEquals(new long[] {7, 1, 4, 2, 3, 8}, WRITTEN.ids("a old face glasses"));
    assertArrayEquals(new long[] {7, 8, 0, 0, 0, 0}, WRITTEN.ids(""));
  }

  @Test
  void the_end_is_the_largest_id_and_every_id_is_in_the_vocabulary() {
    assertEquals(9, WRITTEN.vocabulary());
    assertEquals(WRITTEN.vocabulary() - 1, WRITTEN.end());
    assertEquals(WRITTEN.end() - 1, WRITTEN.begin());
    assertEquals(0, WRITTEN.padding());
    assertEquals(6, WRITTEN.ids("a").length);
  }

  @Test
  void case_and_punctuation_are_ignored() {
    long[] plain = WRITTEN.ids("a face with glasses");
    assertArrayEquals(plain, WRITTEN.ids("A Face,with  GLASSES."));
    assertArrayEquals(plain, WRITTEN.ids("  \"a\" face\twith\nglasses!"));
    assertArrayEquals(new long[] {7, 6, 8, 0, 0, 0}, WRITTEN.ids("O'Clock"));
  }

  @Test
  void several_texts_stand_one_after_the_other() {
    assertArrayEquals(
        new long[] {7, 1, 8, 0, 0, 0, 7, 2, 8, 0, 0, 0}, WRITTEN.ids(List.of("a", "face")));
    assertArrayEquals(new long[0], WRITTEN.ids(List.of()));
  }

  @Test
  void an_unknown_word_is_named_with_its_neighbours() {
    String said = refusal(() -> WRITTEN.ids("a face with glases"));
    assertTrue(said.contains("\"glases\" is none of them"), said);
    assertTrue(said.contains("near ones are glasses"), said);
    assertEquals(1, said.lines().count());
  }

  @Test
  void a_text_that_is_too_long_is_named_with_the_limit() {
    String said = refusal(() -> WRITTEN.ids("a old face with glasses"));
    assertTrue(said.contains("at most 4 tokens") && said.contains("has 5"), said);
  }

  @Test
  void words_that_could_not_be_found_again_are_refused() {
    for (String bad : List.of("Face", "two words", "", "full.stop")) {
      String said = refusal(() -> new WordTokenizer(List.of("a", bad), 4));
      assertTrue(said.contains("\"" + bad + "\""), said);
    }
    refusal(() -> new WordTokenizer(List.of("a", "face", "a"), 4));
  }

  @Test
  void a_length_without_room_for_begin_and_end_is_refused() {
    String said = refusal(() -> new WordTokenizer(WORDS, 1));
    assertTrue(said.contains("the length is 1"), said);
    assertArrayEquals(new long[] {7, 8}, new WordTokenizer(WORDS, 2).ids(""));
  }
}
