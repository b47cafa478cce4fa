package io.otherwise.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Why a checkpoint is not read: the rule, what was found and the way out. It is made where the
 * bytes are, where nobody knows the file's name, and becomes one sentence where the name is known.
 */
final class Refusal extends IOException {
  private static final int LONGEST_NAME = 120;

  private final String rule;
  private final String found;
  private final String wayOut;
  private final boolean damage;

  private Refusal(String rule, String found, String wayOut, boolean damage) {
    super(found);
    this.rule = rule;
    this.found = found;
    this.wayOut = wayOut;
    this.damage = damage;
  }

  /**
   * A file that is whole, but that we do not want.
   *
   * @param found goes on after the file's name
   */
  static Refusal of(String rule, String found, String wayOut) {
    return new Refusal(rule, found, wayOut, false);
  }

  /**
   * Bytes that no writer leaves behind.
   *
   * @param values for the format; whatever comes from the file is made fit for a message
   */
  static Refusal damaged(String found, Object... values) {
    Object[] clean = Arrays.stream(values).map(v -> v instanceof Number ? v : name(v)).toArray();
    return new Refusal(
        "a checkpoint must be whole, as torch or numpy wrote it",
        found.formatted(clean),
        "fetch it again and compare its sha256",
        true);
  }

  /** Refuses damage unless a condition holds; the words are put together only then. */
  static void require(boolean holds, String otherwise, Object... values) throws Refusal {
    if (!holds) {
      throw damaged(otherwise, values);
    }
  }

  /** A name from the file that is fit for a message: short and without control characters. */
  static String name(Object text) {
    String clean = String.valueOf(text).replaceAll("[^\\x20-\\x7E]", "?");
    return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME) + "...";
  }

  /** The sentence about a file. */
  static RuntimeException sentence(Path file, IOException e) {
    if (e instanceof Refusal refusal) {
      return refusal.in(file);
    }
    String why = e instanceof NoSuchFileException ? "there is no such file" : e.toString();
    return new UncheckedIOException(
        "a checkpoint must be readable, but %s is not: %s; check its name and fetch it again"
            .formatted(file, why),
        e);
  }

  private RuntimeException in(Path file) {
    String sentence = "%s, but %s %s; %s".formatted(rule, file, found, wayOut);
    return damage
        ? new UncheckedIOException(sentence, this)
        : new IllegalArgumentException(sentence, this);
  }
}
