package io.otherwise.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Half-written files of killed processes: never read, and swept away once nobody can be at them.
 */
final class Leftovers {
  /** One file is written in seconds; another process may be writing right now. */
  private static final Duration SURE = Duration.ofHours(1);

  private static final int DEPTH = 3;

  private Leftovers() {}

  /** Deletes what can be deleted; nothing depends on it. */
  static void sweep(Path store) {
    Instant latest = Instant.now().minus(SURE);
    try (Stream<Path> files =
        Files.find(store, DEPTH, (file, about) -> left(file, about, latest))) {
      files.forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // A folder that is being changed by another process is tidied another time.
    }
  }

  private static boolean left(Path file, BasicFileAttributes about, Instant latest) {
    String name = file.getFileName().toString();
    return name.startsWith(".")
        && name.endsWith(".part")
        && about.lastModifiedTime().toInstant().isBefore(latest);
  }
}
