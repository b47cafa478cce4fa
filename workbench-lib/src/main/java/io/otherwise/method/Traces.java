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
   * Adds a step.
   *
   * @param kept share of the image that may change
   */
  void add(int step, int timestep, float[] probabilities, float[] kept) {
    for (int i = 0; i < probabilities.length; i++) {
      lists.get(i).add(new StepRecord(step, timestep, probabilities[i], kept[i]));
    }
  }

  List<List<StepRecord>> lists() {
    return lists;
  }
}
