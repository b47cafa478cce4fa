package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One golden file.
 *
 * @param path used to report it, and to find support files beside it; never to understand it
 */
record GoldenFile(Path path, JsonNode json) {
  /** Files that help to read the others and are no cases themselves. */
  private static final Set<String> SUPPORT = Set.of("index.json", "models.json");

  static final List<String> FOLDERS = List.of("algorithms", "metrics", "architectures");

  /**
   * The folder that holds {@code algorithms}, {@code metrics} and {@code architectures}: what
   * {@code -Dgoldens} names, from this module or from the project's root, or the test resources.
   */
  static Path root() {
    String given = System.getProperty("goldens", "");
    if (given.isEmpty()) {
      return Path.of("src/test/resources/goldens");
    }
    Path root = Path.of(given);
    if (!Files.isDirectory(root) && !root.isAbsolute()) {
      root = Path.of("..").resolve(given);
    }
    if (FOLDERS.stream().map(root::resolve).noneMatch(Files::isDirectory)) {
      throw new IllegalArgumentException(
          "-Dgoldens names a folder with algorithms, metrics or architectures in it, but was "
              + given
              + "; leave it out to use the test resources");
    }
    return root;
  }

  /** The cases of one folder in the order of their names; none if the folder is missing. */
  static List<Path> cases(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(p -> p.getFileName().toString().endsWith(".json"))
          .filter(p -> !SUPPORT.contains(p.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static GoldenFile read(Path path) throws IOException {
    return new GoldenFile(path, new ObjectMapper().readTree(path.toFile()));
  }

  /** How reports call it. */
  String name() {
    return path.getFileName().toString();
  }

  String text(String key) {
    return json.path(key).asText("");
  }

  int run() {
    return json.get("run").asInt();
  }

  JsonNode settings() {
    return json.path("settings");
  }

  /** What is stored under {@code outputs}, in the file's order. */
  Map<String, Stored> outputs() {
    Map<String, Stored> outputs = new java.util.LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> i = json.get("outputs").fields(); i.hasNext(); ) {
      Map.Entry<String, JsonNode> entry = i.next();
      outputs.put(entry.getKey(), Stored.of(entry.getKey(), entry.getValue()));
    }
    return outputs;
  }

  static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }

  static List<Long> shape(JsonNode array) {
    List<Long> shape = new ArrayList<>();
    array.forEach(n -> shape.add(n.asLong()));
    return shape;
  }

  static List<Integer> ints(JsonNode array) {
    List<Integer> values = new ArrayList<>();
    array.forEach(n -> values.add(n.asInt()));
    return values;
  }

  /** Numbers; NaN and infinities are written as strings. */
  static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode n = array.get(i);
      values[i] = n.isTextual() ? Double.parseDouble(n.asText()) : n.asDouble();
    }
    return values;
  }
}
