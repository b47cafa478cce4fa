package io.otherwise.model;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.WeightFile;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Script;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What networks ask of a file: the shapes of all their weights by name.
 *
 * @param shapes in the order in which they are asked for
 */
record Asked(Map<String, List<Long>> shapes) {
  /** Nothing. */
  static final Asked NONE = new Asked(Map.of());

  Asked {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
  }

  /** All that a network asks for while it is written. */
  static Asked by(Consumer<Script> network) {
    Script s = new Script();
    network.accept(s);
    return of(s.parameters());
  }

  private static Asked of(List<Script.Parameter> parameters) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    parameters.forEach(p -> shapes.put(p.key(), p.shape()));
    return new Asked(shapes);
  }

  static Asked by(ImageNetwork network) {
    return by(s -> network.forward(s.layers(), s.input("image")));
  }

  static Asked table(String key, long rows, long width) {
    return new Asked(Map.of(key, List.of(rows, width)));
  }

  /** The same with a prefix to every name. */
  Asked below(String prefix) {
    Map<String, List<Long>> longer = new LinkedHashMap<>();
    shapes.forEach((key, shape) -> longer.put(prefix + key, shape));
    return new Asked(longer);
  }

  /** Both. */
  Asked and(Asked other) {
    Map<String, List<Long>> both = new LinkedHashMap<>(shapes);
    both.putAll(other.shapes);
    return new Asked(both);
  }

  /** The low-rank factors beside it, which lie in a file of their own. */
  Asked factors(Lora lora) {
    List<Script.Parameter> network = new ArrayList<>();
    shapes.forEach((key, shape) -> network.add(new Script.Parameter(key, shape, true)));
    return of(lora.factors(network));
  }

  /**
   * Opens the file of a manifest, which must hold this and nothing else.
   *
   * @throws IllegalArgumentException naming what is missing, left over or of another shape
   * @throws java.io.UncheckedIOException if the file is missing or is not what its manifest says
   */
  WeightFile open(Artifacts artifacts, String name) {
    return artifacts.weights(name, shapes);
  }
}
