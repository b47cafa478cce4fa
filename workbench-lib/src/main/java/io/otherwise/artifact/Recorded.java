package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The hash that a file had when it was first seen, beside it in {@code FILE.sha256}, for files of
 * which nobody published one. It shows whether the file has changed since, not whether it was right
 * in the first place. {@code sha256sum -c} reads it too.
 */
final class Recorded {
  private Recorded() {}

  static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".sha256");
  }

  static void write(Path file, String sha256) {
    AtomicFile.write(
        beside(file), "%s  %s\n".formatted(sha256, file.getFileName()).getBytes(UTF_8));
  }

  /** The digits on record; those of the file as it is now, where there were none. */
  static String of(Path file) {
    Path record = beside(file);
    if (!Files.exists(record)) {
      write(file, Sha256.of(file));
    }
    try {
      return Files.readString(record, UTF_8).strip().split(" ", 2)[0];
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a recorded hash is a readable file, but %s is not: %s; delete it to record it again"
              .formatted(record, e),
          e);
    }
  }
}
