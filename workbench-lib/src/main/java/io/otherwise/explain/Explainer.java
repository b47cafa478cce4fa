package io.otherwise.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A method bound to the models it needs; the only thing that computes. A lambda over one query is
 * enough; explainers that batch override {@link #explain(Queries, Seed, Progress)}.
 */
@FunctionalInterface
public interface Explainer {
  Counterfactual explain(Query query, Seed seed);

  /**
   * How many queries are computed together. Float sums may depend on it in the last bit, so stored
   * experiments cut their queries into batches of this size and no other.
   */
  default int microBatch() {
    return 1;
  }

  /**
   * The networks that make the answers, so that a stored answer is never taken for another's; empty
   * where the explainer cannot say.
   */
  default List<String> networks() {
    return List.of();
  }

  /** One answer, telling the steps where the method can. */
  default Counterfactual explain(Query query, Seed seed, Progress progress) {
    progress.at(0, 1, query.id());
    Counterfactual answer = explain(query, seed);
    progress.at(1, 1, query.id());
    return answer;
  }

  default Counterfactuals explain(Queries queries, Seed seed) {
    return explain(queries, seed, Progress.NONE);
  }

  /**
   * The answers in the order of the queries. Each equals what the query alone would get.
   *
   * @throws CancellationException if the thread is interrupted between two queries
   */
  default Counterfactuals explain(Queries queries, Seed seed, Progress progress) {
    List<Counterfactual> answers = new ArrayList<>();
    progress.at(0, queries.size(), "");
    for (Query query : queries) {
      Interrupt.check("after %s of %s queries".formatted(answers.size(), queries.size()));
      answers.add(explain(query, seed));
      progress.at(answers.size(), queries.size(), query.id());
    }
    return new Counterfactuals(answers);
  }

  /**
   * What became of each query, in order: the answers of {@link #explain(Queries, Seed)}, which
   * refuses all where one query gets none. An explainer that can tell which one failed overrides
   * this, so that an experiment keeps the answers of the others.
   */
  default List<Outcome> attempt(Queries queries, Seed seed) {
    return explain(queries, seed).stream().map(Outcome::answered).toList();
  }
}
