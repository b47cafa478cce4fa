package io.otherwise.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Byte pairs: frequent words are one token, rare ones several, and any text can be written.
 *
 * <p>Radford et al. (2021), <a href="https://arxiv.org/abs/2103.00020">Learning Transferable Visual
 * Models From Natural Language Supervision</a>; Sennrich et al. (2016), <a
 * href="https://arxiv.org/abs/1508.07909">Neural Machine Translation of Rare Words with Subword
 * Units</a>. Ids are the 256 bytes, the 256 bytes that end a word, one for each merge in the order
 * of the file, the begin and the end: 49,408 with the published merges. Texts are padded with the
 * end, as Stable Diffusion's are.
 *
 * <p>Difference from the reference: texts are not mended by ftfy, nor HTML's entities resolved.
 * Parity on real prompts has not been checked against it.
 */
public final class ClipTokenizer implements Tokenizer {
  /** Ends a word. */
  private static final String END = "</w>";

  private static final int BYTES = 256;

  /** The pieces of a text that are never merged with each other. */
  private static final Pattern PIECES =
      Pattern.compile(
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d"
              + "|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Pair, Integer> ranks = new HashMap<>();
  private final int length;
  private int vocabulary;

  /** Two neighbours that may become one. */
  private record Pair(String left, String right) {}

  /**
   * From merges.
   *
   * @param merges two symbols each, apart by a space, the most frequent first
   * @param length ids of every text; 77 in the published networks
   */
  public ClipTokenizer(List<String> merges, int length) {
    if (length < MARKS) {
      throw new IllegalArgumentException(
          "a text needs room for its begin and its end, but the length is "
              + length
              + "; the published networks have 77");
    }
    this.length = length;
    List<String> letters = orderedLetters();
    letters.forEach(this::add);
    letters.forEach(letter -> add(letter + END));
    for (String merge : merges) {
      String[] both = merge.split(" ", -1);
      if (both.length != 2 || !ids.containsKey(both[0]) || !ids.containsKey(both[1])) {
        throw new IllegalArgumentException(
            ("a merge is two symbols that stand before it, apart by a space, but number %d is"
                    + " \"%s\"; take the published merges.txt")
                .formatted(ranks.size() + 1, merge));
      }
      ranks.put(new Pair(both[0], both[1]), ranks.size());
      add(both[0] + both[1]);
    }
    add("<|startoftext|>");
    add("<|endoftext|>");
  }

  private void add(String token) {
    // Of two merges to the same symbol the later one gives the id, as in the reference.
    ids.put(token, vocabulary);
    vocabulary++;
  }

  /**
   * Reads a published merges.txt: a line with the version, then one merge a line.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if a line is no merge
   */
  public static ClipTokenizer read(Path file, int length) {
    try {
      List<String> lines = Files.readAllLines(file, UTF_8);
      boolean versioned = !lines.isEmpty() && lines.get(0).startsWith("#version");
      List<String> merges = versioned ? lines.subList(1, lines.size()) : lines;
      return new ClipTokenizer(merges.stream().filter(l -> !l.isBlank()).toList(), length);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the merges of a tokenizer must be readable, but %s is not; fetch it again"
              .formatted(file),
          e);
    }
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public int vocabulary() {
    return vocabulary;
  }

  @Override
  public long padding() {
    return end();
  }

  @Override
  public List<Integer> tokens(String text) {
    String clean = text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    List<Integer> tokens = new ArrayList<>();
    Matcher piece = PIECES.matcher(clean);
    while (piece.find()) {
      Integer mark = piece.group().startsWith("<|") ? ids.get(piece.group()) : null;
      if (mark == null) {
        merged(piece.group()).forEach(symbol -> tokens.add(ids.get(symbol)));
      } else {
        tokens.add(mark);
      }
    }
    return tokens;
  }

  /** Merges neighbours, the most frequent pair first and everywhere, until no pair is known. */
  private List<String> merged(String piece) {
    List<String> word = new ArrayList<>();
    for (byte b : piece.getBytes(UTF_8)) {
      word.add(letter(b & 0xFF));
    }
    word.set(word.size() - 1, word.get(word.size() - 1) + END);
    for (Pair best = best(word); best != null; best = best(word)) {
      for (int i = 0; i + 1 < word.size(); i++) {
        if (best.equals(new Pair(word.get(i), word.get(i + 1)))) {
          word.set(i, word.get(i) + word.remove(i + 1));
        }
      }
    }
    return word;
  }

  private Pair best(List<String> word) {
    Pair best = null;
    for (int i = 0; i + 1 < word.size(); i++) {
      Pair here = new Pair(word.get(i), word.get(i + 1));
      boolean known = ranks.containsKey(here);
      if (known && (best == null || ranks.get(here) < ranks.get(best))) {
        best = here;
      }
    }
    return best;
  }

  /** The letters of all bytes in the order of their ids: visible ones first. */
  private static List<String> orderedLetters() {
    List<String> visible = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int b = 0; b < BYTES; b++) {
      (isVisible(b) ? visible : others).add(letter(b));
    }
    visible.addAll(others);
    return Collections.unmodifiableList(visible);
  }

  private static boolean isVisible(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
  }

  /** A byte as a letter: itself if it is visible, else the next one from 256 on. */
  private static String letter(int b) {
    if (isVisible(b)) {
      return String.valueOf((char) b);
    }
    int hidden = 0;
    for (int other = 0; other < b; other++) {
      hidden += isVisible(other) ? 0 : 1;
    }
    return String.valueOf((char) (BYTES + hidden));
  }
}
