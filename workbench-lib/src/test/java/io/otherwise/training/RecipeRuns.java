package io.otherwise.training;

import io.otherwise.explain.Progress;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.List;

/** Short runs of recipes on few faces. */
final class RecipeRuns {
  static final Progress SILENT = (done, total, note) -> {};

  private RecipeRuns() {}

  static ScenePool<Scene> faces(int count) {
    return Pools.faces(Split.TRAIN, Knobs.clean(), count, SILENT);
  }

  /** More than fifty steps give a curve of two points. */
  static Stage stage(int steps) {
    return new Stage(steps, new LearningRate(1e-2, 5, steps), 0, 0.9);
  }

  static Stage.Result run(FeatureRecipe<Scene> recipe, ScenePool<Scene> pool) {
    return recipe.run(pool, Initial.weights(1), (point, stage) -> {});
  }

  /** By how much the mean loss of the first fifty steps is above that of the following ones. */
  static double fall(Stage.Result result) {
    List<Stage.Point> curve = result.curve();
    return curve.get(0).loss() - curve.get(1).loss();
  }
}
