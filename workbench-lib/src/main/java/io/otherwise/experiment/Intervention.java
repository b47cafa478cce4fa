package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.Scene;
import java.util.List;

/**
 * One thing changed in many pictures, all else held fixed.
 *
 * @param without the thing, one picture a scene
 * @param with it, in the same order
 */
public record Intervention(List<Image> without, List<Image> with) {
  public Intervention {
    without = List.copyOf(without);
    with = List.copyOf(with);
    if (without.isEmpty() || without.size() != with.size()) {
      throw new IllegalArgumentException(
          "an intervention has every scene without and with a thing, but there were %d and %d pictures; render at least 1 scene both ways"
              .formatted(without.size(), with.size()));
    }
  }

  /** Renders scenes with an attribute at 0 and at 1. */
  static Intervention of(List<Scene> scenes, Attribute attribute) {
    return new Intervention(set(scenes, attribute, 0), set(scenes, attribute, 1));
  }

  private static List<Image> set(List<Scene> scenes, Attribute attribute, double value) {
    return images(scenes.stream().map(s -> s.with(attribute, value)).toList());
  }

  /** Renders scenes on all cores; the pictures do not depend on how many there are. */
  static List<Image> images(List<Scene> scenes) {
    Interrupt.check("before rendering faces");
    return scenes.parallelStream().map(Scene::image).toList();
  }

  /** What a classifier says of the pictures without: p(target) of each, in [0, 1]. */
  double[] before(Classifier classifier, String target) {
    return probabilities(classifier, without, target);
  }

  /** The same with the thing. */
  double[] after(Classifier classifier, String target) {
    return probabilities(classifier, with, target);
  }

  /**
   * The average effect of the thing on p(target), in [-1, 1]: Goyal et al. (2019), <a
   * href="https://arxiv.org/abs/1907.07165">Explaining Classifiers with Causal Concept Effect</a>.
   */
  double effect(Classifier classifier, String target) {
    double[] before = before(classifier, target);
    double[] after = after(classifier, target);
    double sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += after[i] - before[i];
    }
    return sum / before.length;
  }

  /** p(target) of pictures. */
  static double[] probabilities(Classifier classifier, List<Image> images, String target) {
    List<Scores> scores = Controls.scores(classifier, images);
    return scores.stream().mapToDouble(s -> s.of(target)).toArray();
  }
}
