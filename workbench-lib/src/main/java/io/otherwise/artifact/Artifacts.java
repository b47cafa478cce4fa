package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * The files of the project by name. A file is handed out only when it is the one its manifest
 * describes; its hash is computed once for each {@code Artifacts} and version of the file.
 */
public final class Artifacts {
  private final Home home;
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  private Artifacts(Home home) {
    this.home = home;
  }

  /**
   * The project this program runs in: {@code -Dotherwise.home}, the variable {@code
   * OTHERWISE_HOME}, the nearest folder at or above the working directory that holds {@code
   * data-manifests}, or the class path.
   *
   * @throws IllegalStateException if there is none
   */
  public static Artifacts find() {
    return new Artifacts(Home.find());
  }

  /** The project in one folder. */
  public static Artifacts at(Path project) {
    return new Artifacts(Home.at(project));
  }

  static Artifacts in(Home home) {
    return new Artifacts(home);
  }

  /** The folder that files are kept in. */
  public Path home() {
    return home.store();
  }

  /** Every name there is a manifest for, sorted. */
  public List<String> names() {
    return home.names();
  }

  /**
   * What a name stands for.
   *
   * @throws IllegalArgumentException if there is no manifest of that name
   */
  public Manifest manifest(String name) {
    List<String> known = names();
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "a name must have a manifest in data-manifests, but %s has none; nearest are %s"
              .formatted(name, Nearest.of(name, known)));
    }
    return Manifest.read(home.manifest(name));
  }

  /**
   * Where the file lies, verified.
   *
   * @throws UncheckedIOException if it is missing or is not what its manifest says
   */
  public Path file(String name) {
    Manifest manifest = manifest(name);
    Path file = home.resolve(manifest.path());
    if (!Files.exists(file)) {
      throw new UncheckedIOException(
          "%s needs %s (%s bytes), but it is not there; %s"
              .formatted(name, file, manifest.bytes(), wayOut(manifest, file)),
          new NoSuchFileException(file.toString()));
    }
    verify(manifest, file);
    return file;
  }

  /** The tensors of a verified safetensors file. */
  public SafeTensors weights(String name) {
    return SafeTensors.read(file(name));
  }

  /**
   * The verified file, downloaded first where it is missing; a broken download is resumed.
   *
   * @param bytesSoFar hears how many bytes have arrived
   * @throws IllegalStateException if the licence was not accepted yet
   * @throws UncheckedIOException if the source cannot be reached, or sends something else
   */
  public Path fetch(String name, LongConsumer bytesSoFar) {
    Manifest manifest = manifest(name);
    Path file = home.resolve(manifest.path());
    if (!Files.exists(file) && manifest.source().startsWith("http")) {
      if (!Files.exists(acceptance(name))) {
        throw new IllegalStateException(
            ("%s is under the licence %s, which has to be accepted once; read it and call "
                    + "acceptLicence(\"%s\")")
                .formatted(name, manifest.licence(), name));
      }
      new Download(manifest, file).run(bytesSoFar);
    }
    return file(name);
  }

  /** Records that the user accepts the licence of what {@link #fetch} would download. */
  public void acceptLicence(String name) {
    Manifest manifest = manifest(name);
    AtomicFile.write(acceptance(name), (manifest.licence() + "\n").getBytes(UTF_8));
  }

  private Path acceptance(String name) {
    return home.store().resolve("downloads").resolve(name + ".licence-accepted");
  }

  private void verify(Manifest manifest, Path file) {
    if (manifest.sha256().isEmpty()) {
      return;
    }
    long size = Sha256.size(file);
    String version = file + " " + size + " " + file.toFile().lastModified() + manifest.sha256();
    if (verified.contains(version)) {
      return;
    }
    String actual = size == manifest.bytes() ? Sha256.of(file) : size + " bytes long";
    if (!actual.equals(manifest.sha256())) {
      throw new UncheckedIOException(
          ("%s: data-manifests/%s.json asks for %s bytes with sha256 %s, but %s is %s; "
                  + "delete it and %s")
              .formatted(
                  manifest.name(),
                  manifest.name(),
                  manifest.bytes(),
                  manifest.sha256(),
                  file,
                  actual,
                  wayOut(manifest, file)),
          new IOException("corrupted file " + file));
    }
    verified.add(version);
  }

  private static String wayOut(Manifest manifest, Path file) {
    if (!manifest.instructions().isEmpty()) {
      return "%s and put it into %s".formatted(manifest.instructions(), file);
    }
    return manifest.source().startsWith("http")
        ? "fetch it with artifacts.fetch(\"%s\", bytes -> {})".formatted(manifest.name())
        : "restore it with git checkout, or train it with environment/train " + manifest.name();
  }
}
