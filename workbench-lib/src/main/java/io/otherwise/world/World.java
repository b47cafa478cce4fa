package io.otherwise.world;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import java.util.List;

/**
 * An endless, numbered supply of rendered scenes whose causal model and noise are known. Its text
 * tells seed and knobs: a search that was kept is found again by it.
 */
public interface World {
  /** The name that ids begin with, such as {@code faces}. */
  String name();

  /** The version of renderer and causal model: equal versions give equal pixels. */
  int version();

  /** The root of all noise. */
  long seed();

  /** The classes that a picture can become, such as {@code old} or {@code tulip}. */
  List<String> classes();

  /** Scene {@code index} of a split; the same today and on every machine. */
  WorldScene scene(Split split, long index);

  /**
   * The scene of an id, such as that of a picture or of an edited scene.
   *
   * @throws IllegalArgumentException if the id names no scene of this world
   */
  WorldScene scene(String id);

  /**
   * Questions towards a class: the first pictures of a split that are not that class and show it
   * clearly.
   *
   * @param n number of queries, 0 or more
   */
  Queries queries(String target, Split split, int n);

  /** The picture of scene {@code index} of the test split. */
  default Image image(long index) {
    return scene(Split.TEST, index).image();
  }
}
