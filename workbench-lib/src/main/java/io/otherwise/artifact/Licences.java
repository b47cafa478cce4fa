package io.otherwise.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * What was accepted, one file a name. A licence that changes has to be accepted again.
 *
 * @param folder holds {@code NAME.licence-accepted}
 */
record Licences(Path folder) {
  /** They allow any use, and ask for nothing but to be passed on. */
  private static final Set<String> PERMISSIVE = Set.of("MIT", "BSD-3-Clause", "Apache-2.0");

  /** Whether a person has to agree before this is fetched. */
  static boolean ask(Manifest manifest) {
    return !PERMISSIVE.contains(manifest.licence());
  }

  void accept(Manifest manifest) {
    AtomicFile.write(file(manifest), (manifest.licence() + "\n").getBytes(UTF_8));
  }

  boolean allow(Manifest manifest) {
    return !ask(manifest) || accepted(manifest).equals(manifest.licence());
  }

  /**
   * @throws IllegalStateException if the licence asks for consent and has not got it
   */
  void require(Manifest manifest) {
    if (!allow(manifest)) {
      throw new IllegalStateException(
          ("%s is under the licence %s, which has to be accepted once; read it and call "
                  + "acceptLicence(\"%s\")")
              .formatted(manifest.name(), manifest.licence(), manifest.name()));
    }
  }

  private String accepted(Manifest manifest) {
    Path file = file(manifest);
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(
          "an accepted licence is a readable file, but %s is not: %s; delete it and accept again"
              .formatted(file, e),
          e);
    }
  }

  private Path file(Manifest manifest) {
    return folder.resolve(manifest.name() + ".licence-accepted");
  }
}
