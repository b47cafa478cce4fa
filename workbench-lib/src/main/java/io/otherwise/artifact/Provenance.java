package io.otherwise.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * All that made a result: enough to do it again, and to say what changed when it comes out
 * otherwise.
 *
 * @param commit of this project; {@code unknown} outside of a clone
 * @param versions of Java, the operating system, the machine and the engine
 * @param device that computed
 * @param manifests hash by name of every file that was used
 * @param hyperparameters of the method, in its order
 * @param time when it began, UTC, ISO 8601
 */
public record Provenance(
    String commit,
    Map<String, String> versions,
    String device,
    Map<String, String> manifests,
    Map<String, Object> hyperparameters,
    long seed,
    String time) {
  /** One difference; {@code (absent)} where a side does not have the entry. */
  public record Change(String here, String there) {
    @Override
    public String toString() {
      return here + " -> " + there;
    }
  }

  public Provenance {
    versions = copy(versions);
    manifests = copy(manifests);
    hyperparameters = copy(hyperparameters);
  }

  /**
   * This program, here and now, before it has used anything.
   *
   * @param project a folder of the clone
   * @param engine name and version, such as {@code PyTorch 2.7.1}
   */
  public static Provenance now(Path project, String engine, String device) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("java", System.getProperty("java.vm.version"));
    versions.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    versions.put("arch", System.getProperty("os.arch"));
    versions.put("processor", Processor.name());
    versions.put("engine", engine);
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new Provenance(GitCommit.of(project), versions, device, Map.of(), Map.of(), 0, time);
  }

  /** The same with one more file that was used. */
  public Provenance using(Manifest manifest) {
    Map<String, String> more = new LinkedHashMap<>(manifests);
    more.put(manifest.name(), manifest.sha256());
    return new Provenance(commit, versions, device, more, hyperparameters, seed, time);
  }

  public Provenance hyperparameters(Map<String, Object> values) {
    return new Provenance(commit, versions, device, manifests, values, seed, time);
  }

  public Provenance seed(long value) {
    return new Provenance(commit, versions, device, manifests, hyperparameters, value, time);
  }

  /**
   * Only what differs, by name ({@code commit}, {@code versions.java}, {@code
   * hyperparameters.strength}), in the order of this one. The time is left out: it always differs.
   */
  public Map<String, Change> diff(Provenance other) {
    Map<String, String> here = flat();
    Map<String, String> there = other.flat();
    Set<String> names = new LinkedHashSet<>(here.keySet());
    names.addAll(there.keySet());
    Map<String, Change> changes = new LinkedHashMap<>();
    for (String name : names) {
      Change change =
          new Change(here.getOrDefault(name, "(absent)"), there.getOrDefault(name, "(absent)"));
      if (!change.here().equals(change.there())) {
        changes.put(name, change);
      }
    }
    return Collections.unmodifiableMap(changes);
  }

  /** Indented JSON that {@link #fromJson} reads back. */
  public String toJson() {
    try {
      return Json.pretty().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          ("hyperparameters must be numbers, words or records of them, but %s are not; "
                  + "keep other objects out of the method")
              .formatted(hyperparameters),
          e);
    }
  }

  public static Provenance fromJson(String json) {
    try {
      return Json.MAPPER.readValue(json, Provenance.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(
          ("a provenance is read from what toJson wrote, but this is something else: %s; "
                  + "use the file of the same version")
              .formatted(e.getOriginalMessage()),
          e);
    }
  }

  private Map<String, String> flat() {
    ObjectNode tree = Json.MAPPER.valueToTree(this);
    tree.remove("time");
    Map<String, String> out = new LinkedHashMap<>();
    flatten("", tree, out);
    return out;
  }

  private static void flatten(String name, JsonNode node, Map<String, String> out) {
    if (node.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(e -> flatten(prefix + e.getKey(), e.getValue(), out));
    } else {
      out.put(name, node.isTextual() ? node.asText() : node.toString());
    }
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
