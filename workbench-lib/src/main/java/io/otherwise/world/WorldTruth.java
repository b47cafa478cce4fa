package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.List;

/**
 * World truth: the same noise rendered before and after an edit of the scene. It says what the
 * world would look like, whatever a classifier thinks; see {@link ModelTruth} for the other truth.
 *
 * @param before the factual scene
 * @param after the counterfactual scene
 * @param factual the picture of {@code before}
 * @param counterfactual the picture of {@code after}
 * @param mask where the two pictures differ
 */
public record WorldTruth(
    WorldScene before, WorldScene after, Image factual, Image counterfactual, EditMask mask) {

  /** The truth about an edit: {@code WorldTruth.of(scene, scene.with(SMILE, 0.9))}. */
  public static WorldTruth of(WorldScene before, WorldScene after) {
    Image factual = before.image();
    Image counterfactual = after.image();
    return new WorldTruth(
        before, after, factual, counterfactual, EditMask.between(factual, counterfactual));
  }

  /** The truth about becoming a class, such as {@code old}; see {@link WorldScene#towards}. */
  public static WorldTruth towards(WorldScene scene, String target) {
    return of(scene, scene.towards(target));
  }

  /** True effect of the edit on a classifier: how far its probability of the target rises. */
  public double effect(TargetScore score) {
    float[] scores = score.score(List.of(factual, counterfactual));
    return (double) scores[1] - scores[0];
  }
}
