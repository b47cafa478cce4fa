package io.otherwise.target;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An image before it is asked about.
 *
 * @param label the class it really shows, where known
 */
public record Labelled(Image image, Optional<String> label) {
  public Labelled {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(label, "label");
  }

  public static Labelled of(Image image, String label) {
    return new Labelled(image, Optional.of(label));
  }

  /** Images of which nobody says what they show. */
  public static List<Labelled> unknown(List<Image> images) {
    return images.stream().map(image -> new Labelled(image, Optional.empty())).toList();
  }

  /** The factual images of queries with their labels, to be given other targets. */
  public static List<Labelled> of(Iterable<Query> queries) {
    List<Labelled> all = new ArrayList<>();
    queries.forEach(query -> all.add(new Labelled(query.factual(), query.trueLabel())));
    return List.copyOf(all);
  }

  /** The question what would make the image a class. */
  Query towards(String target) {
    Query query = image.towards(target);
    return label.map(query::trueLabel).orElse(query);
  }

  /**
   * The label of an image, for what cannot do without.
   *
   * @param rule what needs it, the beginning of the sentence that says so
   * @throws IllegalArgumentException if it is unknown
   */
  public String known(String rule) {
    return label.orElseThrow(
        () ->
            new IllegalArgumentException(
                ("%s needs the class every image really shows, but that of %s is unknown; give it"
                        + " by Labelled.of(image, label)")
                    .formatted(rule, image.id())));
  }
}
