package io.otherwise.explain;

import java.util.Optional;

/**
 * What became of one query among others: an answer, or the error that kept it, and it alone, from
 * one.
 */
public record Outcome(
    Query query, Optional<Counterfactual> answer, Optional<RuntimeException> error) {
  public Outcome {
    if (answer.isPresent() == error.isPresent()) {
      throw new IllegalArgumentException(
          "a query ends with an answer or an error, but %s has %s; take answered(...) or failed(...)"
              .formatted(query.id(), answer.isPresent() ? "both" : "neither"));
    }
  }

  public static Outcome answered(Counterfactual answer) {
    return new Outcome(answer.query(), Optional.of(answer), Optional.empty());
  }

  public static Outcome failed(Query query, RuntimeException error) {
    return new Outcome(query, Optional.empty(), Optional.of(error));
  }

  /** The answer; where there is none, its error is thrown. */
  public Counterfactual orThrow() {
    return answer.orElseThrow(error::get);
  }
}
