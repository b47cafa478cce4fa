package io.otherwise.artifact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contract for one data set or weight file: where it comes from, which bytes it must be, whose
 * it is, how it is used and how good it was measured to be. One JSON file each, {@code
 * data-manifests/NAME.json} for what this project made and {@code
 * data-manifests/published/NAME.json} for what others did; absent fields are empty, unknown ones
 * are refused.
 *
 * @param name the file's name without {@code .json}: the name notebooks use
 * @param kind such as {@code latent-diffusion}, {@code classifier}, {@code images}
 * @param source {@code shipped}, {@code rendered}, an http(s) address, or {@code manual:} and what
 *     to download from where
 * @param file where it lies, relative to the project; empty for the default place of its source
 * @param revision the source's own version
 * @param sha256 64 hexadecimal digits, or {@value #UNKNOWN} where nobody published them; empty for
 *     a folder or what is rendered
 * @param bytes 0 where it is not known, for a folder too
 * @param contents what a folder must hold, the first to be missed first
 * @param licence an SPDX name, or a name and an address
 * @param preprocessing what the network does to an image in [0, 1], or how the images were prepared
 * @param labels class names in the order of the outputs
 * @param keyLayout whose parameter names the tensors carry
 * @param keys where in the file they are
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
    List<Content> contents,
    String licence,
    String citation,
    String preprocessing,
    List<String> labels,
    String keyLayout,
    Keys keys,
    String architecture,
    Map<String, Object> config,
    Training training,
    List<Quality> quality,
    String notes) {
  /** In the place of a hash that nobody published. */
  public static final String UNKNOWN = "unknown";

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
    contents = contents == null ? List.of() : List.copyOf(contents);
    labels = labels == null ? List.of() : List.copyOf(labels);
    keyLayout = text(keyLayout);
    keys = keys == null ? Keys.PLAIN : keys;
    architecture = text(architecture);
    config = config == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(config));
    training = training == null ? Training.NONE : training;
    quality = quality == null ? List.of() : List.copyOf(quality);
    notes = text(notes);
    requireHash(name, source, sha256);
  }

  private static void requireHash(String name, String source, String sha256) {
    boolean known = sha256.matches("[0-9a-f]{64}");
    if (!known && !sha256.isEmpty() && !sha256.equals(UNKNOWN)) {
      throw new IllegalArgumentException(
          ("sha256 is 64 lower-case hexadecimal digits or \"unknown\", but the manifest %s has "
                  + "\"%s\"; copy the output of sha256sum")
              .formatted(name, sha256));
    }
    if (!known && source.equals("shipped")) {
      throw new IllegalArgumentException(
          ("a shipped file must be verifiable, but the manifest %s has no sha256; add the output "
                  + "of sha256sum")
              .formatted(name));
    }
    if (sha256.isEmpty() && source.startsWith("http")) {
      throw new IllegalArgumentException(
          ("a fetched file must be verifiable or say that it is not, but the manifest %s has no "
                  + "sha256; add a published one, or \"unknown\"")
              .formatted(name));
    }
  }

  /**
   * The manifest of a weight file that this project trained; size and hash are taken from it.
   *
   * @param config stands there by name, so that equal configurations are equal files
   */
  public static Manifest shipped(
      String name, String kind, String architecture, Map<String, ?> config, Path weights) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", name).put("kind", kind).put("source", "shipped").put("licence", "Apache-2.0");
    json.put("sha256", Sha256.of(weights)).put("bytes", Sha256.size(weights));
    json.put("architecture", architecture)
        .set("config", Json.MAPPER.valueToTree(new TreeMap<>(config)));
    return ManifestJson.parse(json, name);
  }

  /**
   * Reads one manifest.
   *
   * @throws UncheckedIOException if the file is missing or no JSON
   * @throws IllegalArgumentException if a field is unknown, missing or wrong
   */
  public static Manifest read(Path file) {
    return ManifestJson.read(file);
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
    return Path.of("downloads", fetched() ? source.substring(source.lastIndexOf('/') + 1) : name);
  }

  /** Whether there are published digits to hold the file against. */
  public boolean hashed() {
    return !sha256.isEmpty() && !sha256.equals(UNKNOWN);
  }

  /** Whether it can be had without a person. */
  public boolean fetched() {
    return source.startsWith("http");
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
    return ManifestJson.parse(json, name);
  }

  private ObjectNode tree() {
    ObjectNode json = Json.MAPPER.valueToTree(this);
    if (training.equals(Training.NONE)) {
      json.remove("training");
    }
    if (keys.equals(Keys.PLAIN)) {
      json.remove("keys");
    }
    return json;
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
