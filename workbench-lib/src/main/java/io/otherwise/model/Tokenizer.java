package io.otherwise.model;

import java.util.Arrays;
import java.util.List;

/**
 * Writes texts as the numbers a text network reads: a token for the begin, the text's own, a token
 * for the end, and padding up to one length.
 */
public interface Tokenizer {
  /** How many ids every text has; begin and end take two of them. */
  int length();

  /** How many ids there are: each is at least 0 and below this. */
  int vocabulary();

  /** The id before every text. */
  long begin();

  /** The id behind every text: the largest of all, by which text networks find the end. */
  long end();

  /** The id that fills a text up. */
  long padding();

  /**
   * The ids of a text, {@link #length} of them.
   *
   * @throws IllegalArgumentException naming what cannot be written, or the limit that it exceeds
   */
  long[] ids(String text);

  /** The ids of several texts one after the other, for a tensor of texts x {@link #length}. */
  default long[] ids(List<String> texts) {
    return texts.stream().map(this::ids).flatMapToLong(Arrays::stream).toArray();
  }
}
