package io.otherwise.experiment;

import io.otherwise.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a store that are results: all but the costs and what was left half-written. */
final class StoreFiles {
  private StoreFiles() {}

  /** Hash by relative name. */
  static Map<String, String> of(Path store) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(store)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals("cost.json"))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .forEach(file -> hashes.put(store.relativize(file).toString(), Sha256.of(file)));
    }
    return hashes;
  }

  /** The first file of this name in the order of names. */
  static Path first(Path store, String name) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(f -> f.getFileName().toString().equals(name)).sorted().findFirst().get();
    }
  }
}
