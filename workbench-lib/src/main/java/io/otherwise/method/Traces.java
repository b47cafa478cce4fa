package io.otherwise.method;

import io.otherwise.explain.Image;
import io.otherwise.explain.StepRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What each step of a batch saw, one list a query; a method fills it while it runs. */
public final class Traces {
  private final List<List<StepRecord>> lists = new ArrayList<>();

  /** Nothing seen yet. */
  public Traces(int queries) {
    for (int i = 0; i < queries; i++) {
      lists.add(new ArrayList<>());
    }
  }

  /**
   * Adds a step without a mask.
   *
   * @param timestep of the diffusion; the step's own number where there is none
   * @param probabilities {@link Targets#probabilities}, one a query
   * @param pictures {@link Batch#pictures}, one a query
   */
  public void add(int step, int timestep, float[] probabilities, List<Optional<Image>> pictures) {
    float[] all = new float[probabilities.length];
    Arrays.fill(all, 1);
    add(step, timestep, probabilities, all, pictures);
  }

  /**
   * Adds a step with a mask.
   *
   * @param free share of the image that may change, one a query
   */
  void add(
      int step, int timestep, float[] probabilities, float[] free, List<Optional<Image>> pictures) {
    for (int i = 0; i < probabilities.length; i++) {
      add(i, step, timestep, probabilities[i], free[i], pictures.get(i));
    }
  }

  /**
   * Adds a step of one query.
   *
   * @param free share of the image that may change
   */
  void add(
      int query, int step, int timestep, double probability, double free, Optional<Image> picture) {
    lists.get(query).add(new StepRecord(step, timestep, probability, free, picture));
  }

  /** Forgets the steps of one query. */
  void clear(int query) {
    lists.get(query).clear();
  }

  List<List<StepRecord>> lists() {
    return lists;
  }
}
