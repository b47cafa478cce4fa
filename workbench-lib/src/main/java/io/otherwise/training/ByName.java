package io.otherwise.training;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Looks up what is trained under a name. */
final class ByName {
  private ByName() {}

  /** The names of all. */
  static <T> List<String> names(Collection<T> all, Function<T, String> naming) {
    return all.stream().map(naming).toList();
  }

  /**
   * The one of a name.
   *
   * @param what they are, such as {@code a classifier of faces}
   * @throws IllegalArgumentException if there is none
   */
  static <T> T find(String what, Collection<T> all, Function<T, String> naming, String name) {
    return all.stream()
        .filter(one -> naming.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    what
                        + " is one of "
                        + names(all, naming)
                        + ", but was "
                        + name
                        + "; choose one of these"));
  }
}
