package io.otherwise.model;

import io.otherwise.explain.Names;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * A token a word, from a short list of words: for small text networks of one's own. Case and
 * punctuation are ignored. Ids are 0 for padding, 1 and up for the words in their order, then
 * begin, then end.
 *
 * @param words in lower case, of letters, digits, hyphens and apostrophes
 * @param length ids of every text, at least 2 for begin and end
 */
public record WordTokenizer(List<String> words, int length) implements Tokenizer {
  /** One word, whole. */
  private static final String WORD = "[\\p{L}\\p{N}'-]+";

  /** What stands between two words. */
  private static final String BETWEEN = "[^\\p{L}\\p{N}'-]+";

  public WordTokenizer {
    words = List.copyOf(words);
    for (String word : words) {
      if (!word.equals(word.toLowerCase(Locale.ROOT)) || !word.matches(WORD)) {
        throw new IllegalArgumentException(
            "words are lower-case letters, digits, hyphens and apostrophes, but one is \""
                + word
                + "\"; write it so, or as several words");
      }
    }
    if (new HashSet<>(words).size() != words.size()) {
      throw new IllegalArgumentException(
          "a word stands in the list once, but some of these "
              + words.size()
              + " stand there twice; leave the second ones out");
    }
    if (length < MARKS) {
      throw new IllegalArgumentException(
          "a text needs room for its begin and its end, but the length is "
              + length
              + "; choose 2 and the words of the longest text");
    }
  }

  @Override
  public int vocabulary() {
    return words.size() + 1 + MARKS;
  }

  @Override
  public long padding() {
    return 0;
  }

  @Override
  public List<Integer> tokens(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split(BETWEEN))
        .filter(word -> !word.isEmpty())
        .map(this::id)
        .toList();
  }

  private int id(String word) {
    int at = words.indexOf(word);
    if (at < 0) {
      throw new IllegalArgumentException(
          "a text is made of the "
              + words.size()
              + " words this tokenizer knows, but \""
              + word
              + "\" is none of them; near ones are "
              + Names.suggestion(word, words));
    }
    return 1 + at;
  }
}
