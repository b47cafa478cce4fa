package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.List;

/** A classifier seen from the world: pictures in, the probability of the target class out. */
@FunctionalInterface
public interface TargetScore {
  /**
   * Scores pictures of one size.
   *
   * @return one probability in [0, 1] for each picture, in order
   */
  float[] score(List<Image> images);
}
