package io.otherwise.world.flower;

import io.otherwise.artifact.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree of names: species, genera or tribes, families, and one root. Written in the resource
 * {@code taxonomy.json} beside this class.
 *
 * @param root the name above all
 * @param parents the parent of every other name
 */
public record Taxonomy(String root, Map<String, String> parents) {
  private static final String RESOURCE = "taxonomy.json";

  public Taxonomy {
    parents = Collections.unmodifiableMap(new LinkedHashMap<>(parents));
    for (String name : parents.keySet()) {
      climb(root, parents, name);
    }
  }

  /** The taxonomy of the world flowers. */
  public static Taxonomy flowers() {
    try (InputStream in = Taxonomy.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the library lacks its resource " + RESOURCE);
      }
      return Json.read(in.readAllBytes(), Taxonomy.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the taxonomy of the flowers cannot be read", e);
    }
  }

  /**
   * The name above a name; empty for the root.
   *
   * @throws IllegalArgumentException if the tree does not hold the name
   */
  public Optional<String> parent(String name) {
    known(name);
    return Optional.ofNullable(parents.get(name));
  }

  /** The names right below a name, in the order of the file; none for a species. */
  public List<String> children(String name) {
    known(name);
    return parents.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The name and all above it, up to the root. */
  public List<String> lineage(String name) {
    known(name);
    return climb(root, parents, name);
  }

  /** The names without children. */
  public List<String> leaves() {
    return parents.keySet().stream().filter(name -> !parents.containsValue(name)).toList();
  }

  private void known(String name) {
    if (!name.equals(root) && !parents.containsKey(name)) {
      throw new IllegalArgumentException(
          "a taxonomy answers about its own names, but was asked about "
              + name
              + "; choose one below "
              + root);
    }
  }

  private static List<String> climb(String root, Map<String, String> parents, String name) {
    List<String> way = new ArrayList<>(List.of(name));
    String at = name;
    while (!at.equals(root)) {
      at = parents.get(at);
      if (at == null || way.contains(at)) {
        throw new IllegalArgumentException(
            "a taxonomy is a tree below "
                + root
                + ", but "
                + name
                + " leads through "
                + way
                + "; give every name one parent on the way to the root");
      }
      way.add(at);
    }
    return way;
  }
}
