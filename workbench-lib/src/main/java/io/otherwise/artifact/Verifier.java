package io.otherwise.artifact;

import io.otherwise.artifact.Standing.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds files against their manifests; each version of a file once. */
final class Verifier {
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  /**
   * The same path.
   *
   * @throws UncheckedIOException if the file is missing or is not what its manifest says
   */
  Path verified(Manifest manifest, Path file) {
    Standing standing = standing(manifest, file);
    if (standing.usable()) {
      return file;
    }
    throw new UncheckedIOException(
        standing.says(),
        standing.state() == State.MISSING
            ? new NoSuchFileException(file.toString())
            : new IOException("corrupted file " + file));
  }

  /** A file whose hash was taken while it was written: it is not read for that again. */
  void received(Path file, String sha256) {
    verified.add(version(file, sha256));
  }

  private static String version(Path file, String sha256) {
    return file + " " + Sha256.size(file) + " " + file.toFile().lastModified() + sha256;
  }

  Standing standing(Manifest manifest, Path file) {
    if (!Files.exists(file)) {
      String size = manifest.bytes() > 0 ? " (%s bytes)".formatted(manifest.bytes()) : "";
      return new Standing(
          manifest.name(),
          State.MISSING,
          file,
          "%s needs %s%s, but it is not there; %s"
              .formatted(manifest.name(), file, size, wayOut(manifest, file)));
    }
    if (!manifest.contents().isEmpty()) {
      return counted(manifest, file);
    }
    return manifest.sha256().isEmpty() || Files.isDirectory(file)
        ? new Standing(manifest.name(), State.RECORDED, file, manifest.name() + " is there")
        : hashed(manifest, file);
  }

  /** Names the first content that a folder lacks. */
  private static Standing counted(Manifest manifest, Path folder) {
    String name = manifest.name();
    for (Content content : manifest.contents()) {
      long found = content.foundIn(folder);
      if (found != content.count()) {
        String says =
            "%s must hold %s in %s, but holds %s of them; %s"
                .formatted(name, content, folder, found, wayOut(manifest, folder));
        return new Standing(name, State.WRONG, folder, says);
      }
    }
    return new Standing(name, State.RECORDED, folder, name + " is complete");
  }

  private Standing hashed(Manifest manifest, Path file) {
    String name = manifest.name();
    long size = Sha256.size(file);
    if (manifest.bytes() > 0 && size != manifest.bytes()) {
      String why = size + " bytes long and not " + manifest.bytes();
      return new Standing(name, State.WRONG, file, wrong(manifest, file, why));
    }
    String wanted = manifest.hashed() ? manifest.sha256() : Recorded.of(file);
    String version = version(file, wanted);
    if (!verified.contains(version)) {
      String actual = Sha256.of(file);
      if (!actual.equals(wanted)) {
        return new Standing(name, State.WRONG, file, wrong(manifest, file, actual));
      }
      verified.add(version);
    }
    return manifest.hashed()
        ? new Standing(name, State.VERIFIED, file, name + " is verified")
        : new Standing(
            name,
            State.RECORDED,
            file,
            "%s has sha256 %s as on the day it came, but nobody published one to compare it with"
                .formatted(name, wanted));
  }

  private static String wrong(Manifest manifest, Path file, String actual) {
    Path record = Recorded.beside(file);
    boolean isRecorded = !manifest.hashed() && Files.exists(record);
    String asks =
        isRecorded
            ? "%s recorded sha256 %s".formatted(record.getFileName(), Recorded.of(file))
            : "its manifest asks for " + asked(manifest);
    return "%s: %s, but %s is %s; delete %s and %s"
        .formatted(
            manifest.name(),
            asks,
            file,
            actual,
            isRecorded ? "both" : "it",
            wayOut(manifest, file));
  }

  private static String asked(Manifest manifest) {
    String bytes = manifest.bytes() > 0 ? manifest.bytes() + " bytes" : "";
    String hash = manifest.hashed() ? "sha256 " + manifest.sha256() : "";
    return bytes + (bytes.isEmpty() || hash.isEmpty() ? "" : " with ") + hash;
  }

  private static String wayOut(Manifest manifest, Path file) {
    if (!manifest.instructions().isEmpty()) {
      return "%s and put it into %s".formatted(manifest.instructions(), file);
    }
    String accept = Licences.ask(manifest) ? " --accept-licence" : "";
    return manifest.fetched()
        ? "fetch it with environment/fetch " + manifest.name() + accept
        : "restore it with git checkout, or train it with environment/train " + manifest.name();
  }
}
