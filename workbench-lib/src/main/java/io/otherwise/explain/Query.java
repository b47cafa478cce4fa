package io.otherwise.explain;

import java.util.Objects;
import java.util.Optional;

/**
 * One question: what would have to change in this factual image for the classifier to see {@code
 * target}?
 *
 * @param trueLabel the class the image really shows, where known
 * @param id names the question in stores and in every random draw; {@code image id:target} by
 *     default
 */
public record Query(Image factual, String target, Optional<String> trueLabel, String id) {
  public Query {
    Objects.requireNonNull(factual, "factual");
    Objects.requireNonNull(trueLabel, "trueLabel");
    Objects.requireNonNull(id, "id");
    if (target == null || target.isBlank()) {
      throw new IllegalArgumentException(
          ("a query names the class the image should become, but the target of %s is "
                  + "blank; name one of the classifier's classes")
              .formatted(factual.id()));
    }
  }

  public static Query of(Image factual, String target) {
    return new Query(factual, target, Optional.empty(), defaultId(factual, target));
  }

  /** The same question with the class that the image really shows. */
  public Query trueLabel(String label) {
    return new Query(factual, target, Optional.of(label), id);
  }

  /** The same image towards another class; the id follows. */
  public Query towards(String newTarget) {
    return new Query(factual, newTarget, trueLabel, defaultId(factual, newTarget));
  }

  public Query id(String newId) {
    return new Query(factual, target, trueLabel, newId);
  }

  private static String defaultId(Image factual, String target) {
    return factual.id() + ":" + target;
  }
}
