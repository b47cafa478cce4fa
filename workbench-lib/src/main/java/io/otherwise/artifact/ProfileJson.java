package io.otherwise.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Profiles as text; what is wrong with one is said in a sentence. */
record ProfileJson(Artifacts artifacts, Profile profile) {
  /**
   * Reads one whose names lead somewhere.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if a field is unknown, missing or wrong, or naming the first
   *     manifest, attribute or label that is not there
   */
  static Profile read(Path file, Artifacts artifacts) {
    Profile profile = parsed(file);
    if (!file.endsWith(profile.name() + ".json")) {
      throw new IllegalArgumentException(
          "a profile's file carries its name, but %s names %s; rename one of them"
              .formatted(file, profile.name()));
    }
    new ProfileJson(artifacts, profile).check();
    return profile;
  }

  private static Profile parsed(Path file) {
    try {
      return Json.MAPPER.readValue(Files.readString(file), Profile.class);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw wrong(file, e.getPathReference(), e);
    } catch (JsonProcessingException e) {
      throw wrong(file, "line " + e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a profile must be readable, but %s is not: %s; check its rights".formatted(file, e), e);
    }
  }

  private static IllegalArgumentException wrong(
      Path file, String where, JsonProcessingException e) {
    return new IllegalArgumentException(
        "a profile is JSON with known fields, but %s does not fit at %s: %s; compare it with paper.json"
            .formatted(file, where, e.getOriginalMessage().lines().findFirst().orElse("")),
        e);
  }

  private void check() {
    profile.worlds().forEach((name, photos) -> manifest(name, photos.manifest()));
    profile
        .networks()
        .forEach(
            (name, stand) -> {
              Manifest manifest = manifest(name, stand.manifest());
              if (!stand.attribute().isEmpty()) {
                label(name, stand.attribute(), manifest);
              }
            });
  }

  private Manifest manifest(String of, String wanted) {
    known(of, "a manifest", wanted, artifacts.names());
    return artifacts.manifest(wanted);
  }

  private void label(String of, String attribute, Manifest manifest) {
    known(of, "an attribute of its own", attribute, profile.attributes().keySet());
    String label = profile.attributes().get(attribute).label();
    known(of, "a label of " + manifest.name(), label, manifest.labels());
  }

  private void known(String of, String what, String wanted, Collection<String> there) {
    if (!there.contains(wanted)) {
      throw new IllegalArgumentException(
          "the profile %s gives %s %s, but there is no %s; nearest are %s"
              .formatted(profile.name(), of, what, wanted, Nearest.of(wanted, there)));
    }
  }
}
