package io.otherwise.model;

import java.util.Arrays;
import java.util.List;

/**
 * Writes texts as the numbers a text network reads: a token for the begin, the text's own, a token
 * for the end, and padding up to one length.
 */
public interface Tokenizer {
  /** The ids around every text's own: begin and end. */
  int MARKS = 2;

  /** How many ids every text has; begin and end take two of them. */
  int length();

  /** How many ids there are: each is at least 0 and below this. */
  int vocabulary();

  /** The id before every text, the last but one. */
  default long begin() {
    return vocabulary() - 2L;
  }

  /** The id behind every text: the largest of all, by which text networks find the end. */
  default long end() {
    return vocabulary() - 1L;
  }

  /** The id that fills a text up. */
  long padding();

  /**
   * A text's own ids, without begin, end and padding.
   *
   * @throws IllegalArgumentException naming what cannot be written
   */
  List<Integer> tokens(String text);

  /**
   * The ids of a text, {@link #length} of them. What is too long is refused and not cut, as a cut
   * prompt asks for less.
   *
   * @throws IllegalArgumentException naming what cannot be written, or the limit that it exceeds
   */
  default long[] ids(String text) {
    List<Integer> found = tokens(text);
    int room = length() - MARKS;
    if (found.size() > room) {
      throw new IllegalArgumentException(
          "a text has at most %d tokens here, but \"%s\" has %d; shorten it"
              .formatted(room, text, found.size()));
    }
    long[] ids = new long[length()];
    Arrays.fill(ids, padding());
    ids[0] = begin();
    for (int i = 0; i < found.size(); i++) {
      ids[1 + i] = found.get(i);
    }
    ids[1 + found.size()] = end();
    return ids;
  }

  /** The ids of several texts one after the other, for a tensor of texts x {@link #length}. */
  default long[] ids(List<String> texts) {
    return texts.stream().map(this::ids).flatMapToLong(Arrays::stream).toArray();
  }
}
