package io.otherwise.model;

import io.otherwise.explain.Image;
import java.util.List;

/**
 * A network whose features stand for what a picture shows: distances between pictures, or between
 * sets of pictures, are measured there.
 */
public interface FeatureNetwork {
  /** The name it goes by in tables; a distance without its network's name means nothing. */
  String name();

  /**
   * Features of images of one size.
   *
   * @return one row an image
   */
  float[][] features(List<Image> images);
}
