package io.otherwise.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Manifests as text; what is wrong with one is said in a sentence. */
final class ManifestJson {
  private ManifestJson() {}

  static Manifest read(Path file) {
    try {
      Manifest manifest = parse(Json.MAPPER.readTree(Files.readString(file)), file.toString());
      if (!file.endsWith(manifest.name() + ".json")) {
        throw new IllegalArgumentException(
            "a manifest's file carries its name, but %s names %s; rename one of them"
                .formatted(file, manifest.name()));
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          "a manifest is one JSON object, but %s is not: %s; correct line %s"
              .formatted(file, e.getOriginalMessage(), e.getLocation().getLineNr()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a manifest must be readable, but %s is not: %s; check the name".formatted(file, e), e);
    }
  }

  static Manifest parse(JsonNode json, String from) {
    try {
      return Json.MAPPER.treeToValue(json, Manifest.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "a manifest has known fields only, but %s has \"%s\"; nearest are %s"
              .formatted(
                  from,
                  e.getPropertyName(),
                  Nearest.of(
                      e.getPropertyName(),
                      e.getKnownPropertyIds().stream().map(String::valueOf).toList())),
          e);
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw wrongField(from, e);
    } catch (JsonProcessingException e) {
      throw wrongField(from, e);
    }
  }

  private static IllegalArgumentException wrongField(String from, JsonProcessingException e) {
    String where = e instanceof JsonMappingException mapping ? mapping.getPathReference() : "";
    return new IllegalArgumentException(
        ("a manifest's fields have fixed types, but %s does not fit at %s: %s; see the "
                + "other manifests")
            .formatted(from, where, e.getOriginalMessage()),
        e);
  }
}
