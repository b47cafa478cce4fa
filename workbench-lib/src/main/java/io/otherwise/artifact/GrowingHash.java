package io.otherwise.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 of a file while it is written: what was added here is not read again, and what lay in the
 * file before is read once.
 */
final class GrowingHash {
  private final Path file;
  private final MessageDigest digest = Sha256.digest();

  /** How many bytes from the beginning of the file it is of. */
  private long bytes;

  GrowingHash(Path file) {
    this.file = file;
  }

  /** Goes on behind the first bytes of the file. */
  void from(long count) throws IOException {
    if (bytes != count) {
      digest.reset();
      bytes = 0;
      if (count > 0) { // of nothing, there need be no file
        read(count);
      }
    }
  }

  private void read(long upTo) throws IOException {
    byte[] block = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      while (bytes < upTo) {
        int n = in.read(block, 0, (int) Math.min(block.length, upTo - bytes));
        if (n < 0) {
          throw new IOException("%s ends after %s of %s bytes".formatted(file, bytes, upTo));
        }
        add(block, n);
      }
    }
  }

  /** Some more bytes, once they are written. */
  void add(byte[] block, int count) {
    digest.update(block, 0, count);
    bytes += count;
  }

  /** The hash of the whole file, which ends it. */
  String end() throws IOException {
    from(Files.size(file));
    return HexFormat.of().formatHex(digest.digest());
  }
}
