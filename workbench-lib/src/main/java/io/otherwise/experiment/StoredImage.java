package io.otherwise.experiment;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** A picture in a file of its own beside the record that names it. */
record StoredImage(String id, int height, int width, String file, String sha256) {
  /** What to write for a picture; its bytes go into {@code files}. */
  static StoredImage of(Image image, String name, ImageFormat format, Map<String, byte[]> files) {
    String file = name + "." + format.ending();
    byte[] bytes = format.encode(image);
    files.put(file, bytes);
    return new StoredImage(image.id(), image.height(), image.width(), file, Sha256.of(bytes));
  }

  /**
   * The picture again.
   *
   * @throws IOException if the file is missing or is not the one that was written
   */
  Image read(Path folder, ImageFormat format) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(file));
      if (!Sha256.of(bytes).equals(sha256)) {
        throw new IOException(file + " is not the file that was written");
      }
      return format.decode(id, height, width, bytes);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no such picture", e);
    }
  }

  static void write(Path folder, Map<String, byte[]> files) {
    files.forEach((name, bytes) -> AtomicFile.write(folder.resolve(name), bytes));
  }
}
