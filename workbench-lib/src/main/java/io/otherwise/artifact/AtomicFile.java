package io.otherwise.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes files that are either there in full or not at all: into a temporary file in the same
 * folder, then moved over the name. Missing folders are made.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes one file's content. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  public static void write(Path file, byte[] bytes) {
    write(file, out -> out.write(bytes));
  }

  /**
   * @throws UncheckedIOException if writing failed; the old file, where there was one, is untouched
   */
  public static void write(Path file, Content content) {
    Path whole = file.toAbsolutePath();
    Path temporary = null;
    try {
      Path folder = Files.createDirectories(whole.getParent());
      temporary = Files.createTempFile(folder, "." + whole.getFileName(), ".part");
      try (OutputStream out = Files.newOutputStream(temporary)) {
        content.writeTo(out);
      }
      readableByOthers(temporary);
      move(temporary, whole);
    } catch (IOException e) {
      delete(temporary);
      throw new UncheckedIOException(
          ("a file must be writable to be saved, but %s is not: %s; free space or choose another"
                  + " folder")
              .formatted(file, e),
          e);
    }
  }

  /** Replaces {@code to}; a file system without atomic moves gets a plain one. */
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Temporary files are made for their owner's eyes; results are not secret. */
  private static void readableByOthers(Path file) {
    file.toFile().setReadable(true, false);
  }

  private static void delete(Path temporary) {
    if (temporary != null) {
      temporary.toFile().delete();
    }
  }
}
