package io.otherwise.attribution;

import java.util.List;

/**
 * The concepts chosen for one query: what an explanation card shows beside the counterfactual.
 *
 * @param queryId whose they are
 * @param layer where the channels are
 * @param channels how many the layer has
 * @param chosen in the order of the choice, the most important first
 */
public record Concepts(String queryId, String layer, int channels, List<Concept> chosen) {
  public Concepts {
    chosen = List.copyOf(chosen);
  }

  /**
   * The concepts of one query among those of several.
   *
   * @throws IllegalArgumentException if none are
   */
  public static Concepts of(List<Concepts> all, String queryId) {
    return all.stream()
        .filter(one -> one.queryId.equals(queryId))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "concepts are known of the queries they were chosen for, but not of "
                        + queryId
                        + "; choose them for the same queries by ColaDce.concepts"));
  }

  /** The chosen channels; random ones may repeat. */
  public int[] indices() {
    return chosen.stream().mapToInt(Concept::channel).toArray();
  }
}
