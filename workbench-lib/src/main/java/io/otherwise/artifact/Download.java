package io.otherwise.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * One file on its way: into {@code FILE.part}, continued there after a break, verified, then moved.
 */
final class Download {
  private static final int ATTEMPTS = 3;
  private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(30).toMillis();

  private final Manifest manifest;
  private final Path file;
  private final Path part;

  Download(Manifest manifest, Path file) {
    this.manifest = manifest;
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
  }

  void run(LongConsumer bytesSoFar) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      receiveAll(bytesSoFar);
      finish();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s must be fetched from %s, but that stopped: %s; run it again to go on from byte %s"
              .formatted(manifest.name(), manifest.source(), e, part.toFile().length()),
          e);
    }
  }

  private void receiveAll(LongConsumer bytesSoFar) throws IOException {
    for (int attempt = 1; part.toFile().length() < manifest.bytes(); attempt++) {
      try {
        receive(bytesSoFar);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        continue;
      }
      if (attempt == ATTEMPTS && part.toFile().length() < manifest.bytes()) {
        throw new IOException(
            "the server ends after %s of %s bytes"
                .formatted(part.toFile().length(), manifest.bytes()));
      }
    }
  }

  private void receive(LongConsumer bytesSoFar) throws IOException {
    long from = part.toFile().length();
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(manifest.source()).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
    }
    try {
      boolean resumed = accepted(connection, from);
      StandardOpenOption mode =
          resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      try (InputStream in = connection.getInputStream();
          OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, mode)) {
        copy(in, out, resumed ? from : 0, bytesSoFar);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** True where the server goes on from our byte, false where it starts anew. */
  private static boolean accepted(HttpURLConnection connection, long from) throws IOException {
    int status = connection.getResponseCode();
    if (status == HttpURLConnection.HTTP_PARTIAL) {
      String range = String.valueOf(connection.getHeaderField("Content-Range"));
      if (!range.startsWith("bytes " + from + "-")) {
        throw new IOException("the server answers with the range " + range);
      }
      return true;
    }
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("the server answers with status " + status);
    }
    return false;
  }

  private void copy(InputStream in, OutputStream out, long from, LongConsumer bytesSoFar)
      throws IOException {
    byte[] block = new byte[1 << 16];
    long done = from;
    for (int n = in.read(block); n >= 0; n = in.read(block)) {
      out.write(block, 0, n);
      done += n;
      bytesSoFar.accept(done);
      if (done > manifest.bytes()) {
        return; // not our file; the hash will say so
      }
    }
  }

  private void finish() throws IOException {
    String actual = Sha256.of(part);
    if (!actual.equals(manifest.sha256())) {
      Files.delete(part); // going on from wrong bytes can never end well
      throw new IOException("sha256 is %s instead of %s".formatted(actual, manifest.sha256()));
    }
    AtomicFile.move(part, file);
  }
}
