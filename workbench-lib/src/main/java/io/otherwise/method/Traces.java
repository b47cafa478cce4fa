package io.otherwise.method;

import io.otherwise.explain.StepRecord;
import java.util.ArrayList;
import java.util.List;

/** What each step of a batch saw, one list a query. */
final class Traces {
  private final List<List<StepRecord>> lists = new ArrayList<>();

  Traces(int queries) {
    for (int i = 0; i < queries; i++) {
      lists.add(new ArrayList<>());
    }
  }

  /** Adds a step without a mask. */
  void add(int step, int timestep, float[] probabilities) {
    for (int i = 0; i < probabilities.length; i++) {
      lists.get(i).add(new StepRecord(step, timestep, probabilities[i], 1));
    }
  }

  /**
   * Adds a step of one query.
   *
   * @param free share of the image that may change
   */
  void add(int query, int step, int timestep, double probability, double free) {
    lists.get(query).add(new StepRecord(step, timestep, probability, free));
  }

  /** Forgets the steps of one query. */
  void clear(int query) {
    lists.get(query).clear();
  }

  List<List<StepRecord>> lists() {
    return lists;
  }
}
