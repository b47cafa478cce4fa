package io.otherwise.target;

import io.otherwise.explain.Queries;
import io.otherwise.model.Classifier;
import java.util.List;

/** A way to choose the class that an image should become. */
@FunctionalInterface
public interface TargetRule {
  /**
   * Asks about images.
   *
   * @param classifier the model being explained
   * @param images with distinct ids
   * @return one query an image, in order; a rule may leave images out that it has no question for
   * @throws IllegalArgumentException if it cannot choose
   */
  Queries queries(Classifier classifier, List<Labelled> images);
}
