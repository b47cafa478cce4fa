package io.otherwise.training;

import io.otherwise.tensor.Script;
import io.otherwise.world.WorldScene;
import java.util.function.Function;

/**
 * A recipe that trains a network by drawing from a pool of pictures.
 *
 * @param <S> the scenes it can read labels from
 */
public interface FeatureRecipe<S extends WorldScene> {
  /**
   * Runs its stage.
   *
   * @param start row-major values of a weight before the first step
   */
  Stage.Result run(
      ScenePool<S> pool, Function<Script.Parameter, float[]> start, Stage.Listener listener);
}
