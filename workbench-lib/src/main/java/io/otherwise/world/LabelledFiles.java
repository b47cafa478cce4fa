package io.otherwise.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two lists of CelebA: which labels each picture has, and which part it belongs to. Whatever
 * does not fit is refused with its line, before a picture is read.
 *
 * @param labels in the order of the columns
 * @param rows by file name, in the order of the list of labels
 */
record LabelledFiles(List<String> labels, Map<String, Row> rows) {
  static final String PICTURES = "img_align_celeba";
  static final String LABELS = "list_attr_celeba.txt";
  static final String PARTS = "list_eval_partition.txt";

  /**
   * One picture.
   *
   * @param part 0 for training, 1 for validation, 2 for tests
   * @param shows by column
   */
  record Row(String file, int part, BitSet shows) {}

  /**
   * Reads both.
   *
   * @throws UncheckedIOException if one is missing
   * @throws IllegalArgumentException if one is damaged, or they do not list the same pictures
   */
  static LabelledFiles read(Path folder) {
    List<String> lines = lines(folder.resolve(LABELS));
    if (lines.size() < 2 || !lines.get(0).strip().matches("\\d{1,9}")) {
      throw refused(LABELS, 1, "the number of pictures, and names of labels below it", lines);
    }
    List<String> labels = words(lines.get(1));
    Map<String, Integer> parts = parts(folder);
    Map<String, Row> rows = new LinkedHashMap<>();
    for (int i = 2; i < lines.size(); i++) {
      List<String> words = words(lines.get(i));
      if (words.size() != labels.size() + 1 || !parts.containsKey(words.get(0))) {
        String what = "a picture of %s and %s labels".formatted(PARTS, labels.size());
        throw refused(LABELS, i + 1, what, lines);
      }
      rows.put(words.get(0), row(words, parts.get(words.get(0)), i, lines));
    }
    int stated = Integer.parseInt(lines.get(0).strip());
    if (rows.size() != stated || parts.size() != stated) {
      throw new IllegalArgumentException(
          "both lists name the %s pictures of the first line of %s once, but it has %s and %s has %s; get both again"
              .formatted(stated, LABELS, rows.size(), PARTS, parts.size()));
    }
    return new LabelledFiles(labels, rows);
  }

  private static Row row(List<String> words, int part, int line, List<String> lines) {
    BitSet shows = new BitSet();
    for (int column = 0; column + 1 < words.size(); column++) {
      String value = words.get(column + 1);
      if (!value.equals("1") && !value.equals("-1")) {
        throw refused(LABELS, line + 1, "labels that are 1 or -1", lines);
      }
      shows.set(column, value.equals("1"));
    }
    return new Row(words.get(0), part, shows);
  }

  private static Map<String, Integer> parts(Path folder) {
    List<String> lines = lines(folder.resolve(PARTS));
    Map<String, Integer> parts = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> words = words(lines.get(i));
      if (words.size() != 2 || !words.get(1).matches("[012]")) {
        throw refused(PARTS, i + 1, "a picture and its part, 0, 1 or 2", lines);
      }
      parts.put(words.get(0), Integer.parseInt(words.get(1)));
    }
    return parts;
  }

  /** Lines without the empty ones at the end. */
  private static List<String> lines(Path file) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
        lines.remove(lines.size() - 1);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "photographs come with their labels, but %s cannot be read: %s; get it from CelebA's page"
              .formatted(file, e),
          e);
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }

  private static IllegalArgumentException refused(
      String list, int line, String what, List<String> lines) {
    String found = line <= lines.size() ? lines.get(line - 1) : "";
    return new IllegalArgumentException(
        "line %s of %s has %s, but reads \"%s\"; get the file again"
            .formatted(line, list, what, found.length() > 60 ? found.substring(0, 60) : found));
  }

  /**
   * The column of a label.
   *
   * @throws IllegalArgumentException if there is none
   */
  int column(String label) {
    int column = labels.indexOf(label);
    if (column < 0) {
      throw new IllegalArgumentException(
          "a label is a column of %s, but there is no %s; choose one of %s"
              .formatted(LABELS, label, labels));
    }
    return column;
  }
}
