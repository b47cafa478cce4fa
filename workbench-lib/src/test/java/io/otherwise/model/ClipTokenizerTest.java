package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Byte pairs from a made-up list of merges; the published one has not been compared. */
class ClipTokenizerTest {
  private static final List<String> MERGES =
      List.of("l o", "lo w</w>", "e r</w>", "lo w", "low er</w>", "a a", "aa a</w>");

  private static final ClipTokenizer TOKENIZER = new ClipTokenizer(MERGES, 10);

  /** Where the ids of the merges begin. */
  private static final long FIRST_MERGE = 512;

  @TempDir Path folder;

  private static List<Long> tokens(String text) {
    long[] ids = TOKENIZER.ids(text);
    assertEquals(10, ids.length);
    assertEquals(TOKENIZER.begin(), ids[0]);
    List<Long> found = new ArrayList<>(Arrays.stream(ids).boxed().toList());
    int end = found.indexOf(TOKENIZER.end());
    assertTrue(found.subList(end, 10).stream().allMatch(id -> id == TOKENIZER.padding()));
    return found.subList(1, end);
  }

  /** The id of a visible letter of ASCII: the first is "!", and an end of a word is 256 later. */
  private static long letter(char c, boolean ends) {
    return c - '!' + (ends ? 256 : 0);
  }

  @Test
  void the_published_number_of_merges_makes_the_published_ids() {
    List<String> merges = new ArrayList<>();
    for (int i = 0; i < 48894; i++) {
      merges.add((char) ('a' + i % 26) + " b");
    }
    ClipTokenizer published = new ClipTokenizer(merges, 77);

    assertEquals(49408, published.vocabulary());
    assertEquals(49406, published.begin());
    assertEquals(49407, published.end());
    assertEquals(49407, published.padding());
    long[] empty = published.ids("");
    assertEquals(77, empty.length);
    assertEquals(49406, empty[0]);
    assertTrue(Arrays.stream(empty).skip(1).allMatch(id -> id == 49407));
  }

  @Test
  void letters_are_bytes_in_the_published_order() {
    assertEquals(List.of(letter('x', true)), tokens("x"));
    assertEquals(List.of(letter('x', false), letter('y', true)), tokens("xy"));
    // U+00E9 is the bytes C3 A9: visible ones follow the 94 of ASCII from A1 on, without AD.
    assertEquals(List.of(94L + 0xC3 - 0xA1 - 1, 94L + 0xA9 - 0xA1 + 256), tokens("\u00e9"));
  }

  @Test
  void the_earliest_merge_goes_first_and_everywhere() {
    assertEquals(List.of(FIRST_MERGE + 1), tokens("low"));
    assertEquals(List.of(FIRST_MERGE + 4), tokens("lower"));
    assertEquals(List.of(FIRST_MERGE, letter('t', true)), tokens("lot"));
    assertEquals(List.of(FIRST_MERGE + 3, FIRST_MERGE + 1), tokens("lowlow"));
    assertEquals(List.of(FIRST_MERGE + 6), tokens("aaa"));
    assertEquals(List.of(FIRST_MERGE + 5, letter('a', false), letter('a', true)), tokens("aaaa"));
  }

  @Test
  void case_and_spaces_say_nothing() {
    assertEquals(tokens("low lower"), tokens("  LOW \n\t Lower "));
    assertEquals(List.of(), tokens("   "));
  }

  @Test
  void words_digits_signs_and_short_forms_are_pieces() {
    assertEquals(List.of(letter('4', true), letter('2', true)), tokens("42"));
    assertEquals(List.of(FIRST_MERGE + 1, letter('!', false), letter('?', true)), tokens("low!?"));
    assertEquals(List.of(FIRST_MERGE + 1, letter('\'', false), letter('s', true)), tokens("low's"));
  }

  @Test
  void a_text_may_hold_the_marks_themselves() {
    long[] ids = TOKENIZER.ids("low<|startoftext|>low");

    assertArrayEquals(
        new long[] {FIRST_MERGE + 1, TOKENIZER.begin(), FIRST_MERGE + 1},
        Arrays.copyOfRange(ids, 1, 4));
  }

  @Test
  void a_text_that_is_too_long_is_refused_and_not_cut() {
    assertEquals(8, tokens("1 2 3 4 5 6 7 8").size());
    assertMessage(() -> TOKENIZER.ids("1 2 3 4 5 6 7 8 9"), "at most 8 tokens", "has 9");
    assertMessage(() -> new ClipTokenizer(MERGES, 1), "length is 1", "77");
  }

  @Test
  void a_file_has_its_version_in_the_first_line() throws IOException {
    Path file = folder.resolve("merges.txt");
    Files.write(file, List.of("#version: 0.2", "l o", "lo w</w>", ""));

    ClipTokenizer read = ClipTokenizer.read(file, 4);

    assertEquals(516, read.vocabulary());
    assertArrayEquals(new long[] {514, 513, 515, 515}, read.ids("low"));
    assertThrows(
        UncheckedIOException.class, () -> ClipTokenizer.read(folder.resolve("none.txt"), 4));
  }

  @Test
  void lines_that_are_no_merges_are_refused_by_number() {
    assertMessage(() -> new ClipTokenizer(List.of("l o", "lo"), 4), "number 2 is \"lo\"");
    assertMessage(() -> new ClipTokenizer(List.of("lo w"), 4), "number 1 is \"lo w\"");
    assertMessage(() -> new ClipTokenizer(List.of("a b c"), 4), "number 1 is \"a b c\"");
  }

  private static void assertMessage(Runnable wrong, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    assertEquals(1, message.lines().count());
  }
}
