package io.otherwise.experiment;

import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Method;
import io.otherwise.metric.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One setting that was tried, and how it did.
 *
 * @param values of the sweep's axes by name
 * @param score of the objective over all queries and seeds; NaN where it is not defined
 * @param interval of the score over resampled queries, as {@link Objective} says; empty for a
 *     single query
 * @param calls network calls of all its answers
 * @param failures queries that ended with an error
 * @param affordable whether it and all tried before fit into the budget together
 * @param hash of its answers
 * @param provenance of its first answer
 */
public record Candidate<M extends Method>(
    M method,
    Map<String, Object> values,
    double score,
    Optional<Interval> interval,
    double gain,
    double price,
    long calls,
    int failures,
    boolean affordable,
    String hash,
    Provenance provenance) {
  public Candidate {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether it may be chosen: in the budget, every query answered, and the score defined. */
  public boolean eligible() {
    return affordable && failures == 0 && !Double.isNaN(score);
  }

  /** {@code consensusDegrees 60, classifierScale 8.0}, or the method's name if nothing varies. */
  public String words() {
    return Setting.words(method, values);
  }
}
