package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/**
 * One file on its way: into {@code FILE.part}, continued there after a break, verified, then moved.
 * {@code FILE.part.version} says of which version of the file the part is; who holds {@code
 * FILE.part.lock} writes it.
 */
final class Download {
  private static final int ATTEMPTS = 3;

  private final Manifest manifest;
  private final Path file;
  private final Path part;
  private final Path version;
  private final Path lock;
  private final Route route;
  private final URI source;
  private final GrowingHash hash;

  /** Bytes of the whole; 0 until a server says what no manifest does. */
  private long whole;

  Download(Manifest manifest, Path file, Route route) {
    this.manifest = manifest;
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.version = file.resolveSibling(file.getFileName() + ".part.version");
    this.lock = file.resolveSibling(file.getFileName() + ".part.lock");
    this.route = route;
    this.source = route.to(manifest.source());
    this.whole = manifest.bytes();
    this.hash = new GrowingHash(part);
  }

  /** The hash of the file that is there now, taken while it came. */
  String run(LongConsumer bytesSoFar) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      return alone(bytesSoFar);
    } catch (Transfer.Refused e) {
      throw new UncheckedIOException(
          ("%s must be fetched from %s, but %s; read the notes of its manifest, or name another "
                  + "address in otherwise.mirror")
              .formatted(manifest.name(), source, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s must be fetched from %s, but that stopped: %s; run it again to go on from byte %s"
              .formatted(manifest.name(), source, e, part.toFile().length()),
          e);
    }
  }

  /** Two programs that append to one part would mix their bytes. */
  private String alone(LongConsumer bytesSoFar) throws IOException {
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = tried(channel)) {
      if (held == null) {
        throw new UncheckedIOException(
            "%s must be fetched by one program at a time, but another holds %s; wait until it is done"
                .formatted(manifest.name(), lock),
            new IOException("locked"));
      }
      try {
        receiveAll(bytesSoFar);
        return finish();
      } finally {
        Files.deleteIfExists(lock);
      }
    }
  }

  /** None if somebody has it, in this process or in another. */
  private static FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void receiveAll(LongConsumer bytesSoFar) throws IOException {
    if (whole > 0 && part.toFile().length() >= whole) {
      return;
    }
    for (int attempt = 1; ; attempt++) {
      try {
        receive(bytesSoFar);
        return;
      } catch (Transfer.Refused e) {
        throw e;
      } catch (IOException e) {
        if (e instanceof Transfer.Stale) {
          startAnew();
        }
        if (attempt == ATTEMPTS) {
          throw e;
        }
        rest(attempt);
      }
    }
  }

  /** Returns once everything is here; a server that says no size is believed when it ends. */
  private void receive(LongConsumer bytesSoFar) throws IOException {
    long from = part.toFile().length();
    try (Transfer transfer = Transfer.open(route, source, from, knownVersion())) {
      requireSize(transfer);
      if (!transfer.empty()) {
        Files.writeString(version, transfer.version());
        copy(transfer, bytesSoFar);
      }
    }
    long received = part.toFile().length();
    if (received < whole) {
      throw new IOException("the server ends after %s of %s bytes".formatted(received, whole));
    }
  }

  private void requireSize(Transfer transfer) throws IOException {
    if (transfer.total() == 0) {
      throw new Transfer.Refused("the server offers an empty file");
    }
    if (whole <= 0) {
      whole = transfer.total();
    } else if (transfer.total() >= 0 && transfer.total() != whole) {
      startAnew();
      String sizes = "the server offers %s bytes instead of %s".formatted(transfer.total(), whole);
      throw manifest.bytes() > 0 ? new Transfer.Refused(sizes) : new IOException(sizes);
    }
  }

  private void copy(Transfer transfer, LongConsumer bytesSoFar) throws IOException {
    StandardOpenOption mode =
        transfer.from() > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    hash.from(transfer.from());
    try (InputStream in = transfer.body();
        OutputStream out =
            Files.newOutputStream(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      byte[] block = new byte[1 << 16];
      long done = transfer.from();
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        out.write(block, 0, n);
        hash.add(block, n);
        done += n;
        bytesSoFar.accept(done);
        if (whole > 0 && done > whole) {
          return; // not our file; the hash will say so
        }
      }
    }
  }

  private String knownVersion() throws IOException {
    return Files.exists(part) && Files.exists(version) ? Files.readString(version, UTF_8) : "";
  }

  private void startAnew() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(version);
    whole = manifest.bytes();
  }

  private void rest(int attempt) throws IOException {
    try {
      Thread.sleep(route.pause().toMillis() * attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("it was interrupted");
    }
  }

  private String finish() throws IOException {
    String actual = hash.end();
    if (manifest.hashed() && !actual.equals(manifest.sha256())) {
      startAnew(); // going on from wrong bytes can never end well
      throw new IOException("sha256 is %s instead of %s".formatted(actual, manifest.sha256()));
    }
    if (!manifest.hashed()) {
      Recorded.write(file, actual);
    }
    Files.deleteIfExists(version);
    AtomicFile.move(part, file);
    return actual;
  }
}
