package io.otherwise.target;

import io.otherwise.world.flower.Taxonomy;
import java.util.List;

/**
 * What is a kind of what: all that semantic nearness asks of a taxonomy. A name may have several
 * above it, as in WordNet; all ways up end at one root.
 */
public interface Hypernyms {
  /**
   * The names right above a name; none above the root.
   *
   * @throws IllegalArgumentException if the taxonomy does not hold the name
   */
  List<String> above(String name);

  /** The one name of several that mean the same, under which it stands above others. */
  default String node(String name) {
    return name;
  }

  /** Steps from the root down to the deepest name: 19 for WordNet's nouns. */
  int depth();

  /** The tree of the world flowers, or another one. */
  static Hypernyms of(Taxonomy tree) {
    int depth =
        tree.leaves().stream().mapToInt(leaf -> tree.lineage(leaf).size() - 1).max().orElse(0);
    return new Hypernyms() {
      @Override
      public List<String> above(String name) {
        return tree.parent(name).map(List::of).orElse(List.of());
      }

      @Override
      public int depth() {
        return depth;
      }
    };
  }
}
