package io.otherwise.training;

import io.otherwise.tensor.Script;
import java.util.function.Function;

/** A recipe that trains a network of faces by drawing from a pool of them. */
public interface FeatureRecipe {
  /**
   * Runs its stage.
   *
   * @param start row-major values of a weight before the first step
   */
  Stage.Result run(
      FacePool pool, Function<Script.Parameter, float[]> start, Stage.Listener listener);
}
