package io.otherwise.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract for one data set or weight file: where it comes from, which bytes it must be, whose
 * it is, how it is used and how good it was measured to be. One JSON file each, {@code
 * data-manifests/NAME.json}; absent fields are empty, unknown ones are refused.
 *
 * @param name the file's name without {@code .json}: the name notebooks use
 * @param kind such as {@code latent-diffusion}, {@code classifier}, {@code images}
 * @param source {@code shipped}, {@code rendered}, an http(s) address, or {@code manual:} and what
 *     to download from where
 * @param file where it lies, relative to the project; empty for the default place of its source
 * @param revision the source's own version
 * @param sha256 64 hexadecimal digits; empty for a folder or what is rendered
 * @param licence an SPDX name, or a name and an address
 * @param preprocessing what the network does to an image in [0, 1], or how the images were prepared
 * @param labels class names in the order of the outputs
 * @param keyLayout whose parameter names the tensors carry, and {@link KeyMap} steps to ours
 * @param architecture the network's class
 * @param config its constructor's arguments by name
 */
public record Manifest(
    String name,
    String kind,
    String source,
    String file,
    String revision,
    String sha256,
    long bytes,
    String licence,
    String citation,
    String preprocessing,
    List<String> labels,
    String keyLayout,
    String architecture,
    Map<String, Object> config,
    Training training,
    List<Quality> quality,
    String notes) {
  private static final String MANUAL = "manual:";

  public Manifest {
    name = require("name", name, name);
    kind = require("kind", kind, name);
    source = require("source", source, name);
    licence = require("licence", licence, name);
    file = text(file);
    revision = text(revision);
    sha256 = text(sha256);
    citation = text(citation);
    preprocessing = text(preprocessing);
    labels = labels == null ? List.of() : List.copyOf(labels);
    keyLayout = text(keyLayout);
    architecture = text(architecture);
    config = config == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(config));
    training = training == null ? Training.NONE : training;
    quality = quality == null ? List.of() : List.copyOf(quality);
    notes = text(notes);
    if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          ("sha256 is 64 lower-case hexadecimal digits, but the manifest %s has \"%s\"; "
                  + "copy the output of sha256sum")
              .formatted(name, sha256));
    }
    if (sha256.isEmpty() && (source.equals("shipped") || source.startsWith("http"))) {
      throw new IllegalArgumentException(
          ("a shipped or fetched file must be verifiable, but the manifest %s has no "
                  + "sha256; add the output of sha256sum")
              .formatted(name));
    }
  }

  /** The manifest of a weight file that this project trained; size and hash are taken from it. */
  public static Manifest shipped(
      String name, String kind, String architecture, Map<String, ?> config, Path weights) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", name).put("kind", kind).put("source", "shipped").put("licence", "Apache-2.0");
    json.put("sha256", Sha256.of(weights)).put("bytes", Sha256.size(weights));
    json.put("architecture", architecture).set("config", Json.MAPPER.valueToTree(config));
    return parse(json, name);
  }

  /**
   * Reads one manifest.
   *
   * @throws UncheckedIOException if the file is missing or no JSON
   * @throws IllegalArgumentException if a field is unknown, missing or wrong
   */
  public static Manifest read(Path file) {
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

  /** Writes {@code FOLDER/NAME.json}. */
  public Path writeTo(Path folder) {
    Path file = folder.resolve(name + ".json");
    AtomicFile.write(file, out -> Json.pretty().writeValue(out, tree()));
    return file;
  }

  /** Where the file lies, relative to the project. */
  public Path path() {
    if (!file.isEmpty()) {
      return Path.of(file);
    }
    if (source.equals("shipped")) {
      return Path.of("data-manifests", "weights", name + ".safetensors");
    }
    boolean fetched = source.startsWith("http");
    return Path.of("downloads", fetched ? source.substring(source.lastIndexOf('/') + 1) : name);
  }

  /** What a person has to download by hand, empty where nothing is. */
  public String instructions() {
    return source.startsWith(MANUAL) ? source.substring(MANUAL.length()).strip() : "";
  }

  /**
   * One argument of the network's constructor.
   *
   * @throws IllegalArgumentException if the manifest lacks it or has another type there
   */
  public <T> T config(String key, Class<T> type) {
    Object value = config.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "%s needs %s in its config, but the manifest %s has %s for %s; it knows %s"
              .formatted(architecture, type.getSimpleName(), name, value, key, config.keySet()));
    }
    return type.cast(value);
  }

  public Manifest training(Training how) {
    return with("training", how);
  }

  public Manifest quality(List<Quality> figures) {
    return with("quality", figures);
  }

  /** Figures that were measured again in the place of those before, new ones after them. */
  public Manifest measured(List<Quality> figures) {
    Map<String, Quality> all = new LinkedHashMap<>();
    quality.forEach(q -> all.put(q.figure(), q));
    figures.forEach(q -> all.put(q.figure(), q));
    return quality(List.copyOf(all.values()));
  }

  public Manifest labels(List<String> classes) {
    return with("labels", classes);
  }

  public Manifest preprocessing(String how) {
    return with("preprocessing", how);
  }

  public Manifest keyLayout(String whose) {
    return with("keyLayout", whose);
  }

  public Manifest notes(String remarks) {
    return with("notes", remarks);
  }

  private Manifest with(String field, Object value) {
    ObjectNode json = tree();
    json.set(field, Json.MAPPER.valueToTree(value));
    return parse(json, name);
  }

  private ObjectNode tree() {
    ObjectNode json = Json.MAPPER.valueToTree(this);
    if (training.equals(Training.NONE)) {
      json.remove("training");
    }
    return json;
  }

  private static Manifest parse(JsonNode json, String from) {
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

  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static String require(String field, String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "a manifest states name, kind, source and licence, but %s has no %s; add it"
              .formatted(name == null ? "one" : name, field));
    }
    return value;
  }
}
