package io.otherwise.target;

import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.model.Classifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class of a similar meaning: near in a taxonomy. LDCE's rule for ImageNet.
 *
 * <p>Farid et al. (2023), Latent Diffusion Counterfactual Explanations: one of the 4 classes with
 * the shortest path in WordNet, at random. Their script ranks by {@link #leacockChodorow}, which is
 * the same order.
 */
public record SemanticNeighbour(Hypernyms taxonomy, Pick pick) implements TargetRule {
  /** One of the 4 nearest, at random. */
  public static SemanticNeighbour paper(Hypernyms taxonomy) {
    return new SemanticNeighbour(taxonomy, Pick.oneOf(4, 0));
  }

  /** The same rule with another choice among the nearest classes. */
  public SemanticNeighbour pick(Pick value) {
    return new SemanticNeighbour(taxonomy, value);
  }

  /**
   * Steps of the shortest path between two names through a common name above them.
   *
   * @throws IllegalArgumentException if a name is unknown or they have nothing in common
   */
  public static int distance(Hypernyms taxonomy, String a, String b) {
    Map<String, Integer> fromB = ancestors(taxonomy, b);
    return ancestors(taxonomy, a).entrySet().stream()
        .filter(up -> fromB.containsKey(up.getKey()))
        .mapToInt(up -> up.getValue() + fromB.get(up.getKey()))
        .min()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("all names of a taxonomy have one root above them, but %s and %s have nothing"
                         + " in common; join their roots")
                        .formatted(a, b)));
  }

  /**
   * -ln(length / 2 D) of Leacock and Chodorow (1998), Combining local context and WordNet
   * similarity: the path's length in names over twice the taxonomy's depth. Higher is nearer.
   */
  public static double leacockChodorow(Hypernyms taxonomy, String a, String b) {
    return -Math.log((distance(taxonomy, a, b) + 1) / (2.0 * taxonomy.depth()));
  }

  /** The name and all above it, each with the fewest steps up to it. */
  private static Map<String, Integer> ancestors(Hypernyms taxonomy, String name) {
    String start = taxonomy.node(name);
    Map<String, Integer> steps = new HashMap<>(Map.of(start, 0));
    Deque<String> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      String at = next.remove();
      for (String above : taxonomy.above(at)) {
        if (steps.putIfAbsent(above, steps.get(at) + 1) == null) {
          next.add(above);
        }
      }
    }
    return steps;
  }

  @Override
  public Queries queries(Classifier classifier, List<Labelled> images) {
    List<String> own = Predictions.ownClasses(classifier, images);
    Map<String, List<String>> known = new HashMap<>();
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      List<String> others =
          known.computeIfAbsent(own.get(i), name -> nearest(classifier.classes(), name));
      queries.add(images.get(i).towards(pick.of(others, images.get(i).image().id())));
    }
    return new Queries(queries);
  }

  /** The other classes, the nearest first; equally near ones in the classifier's order. */
  private List<String> nearest(List<String> classes, String own) {
    Map<String, Integer> steps = new HashMap<>();
    for (String name : classes) {
      steps.put(name, distance(taxonomy, own, name));
    }
    return classes.stream()
        .filter(name -> !name.equals(own))
        .sorted(Comparator.comparing(steps::get))
        .toList();
  }
}
