package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Faces with attributes put on and off, all else held, rendered once to ask any number of
 * classifiers about.
 *
 * @param attributes what was put on and off
 * @param images for each scene and each attribute in turn the picture with it and without
 */
public record Interventions(List<Attribute> attributes, List<Image> images) {
  public Interventions {
    attributes = List.copyOf(attributes);
    images = List.copyOf(images);
    if (images.isEmpty() || images.size() % (2 * attributes.size()) != 0) {
      throw new IllegalArgumentException(
          "every scene has 2 pictures of each of %d attributes, but there were %d pictures; render at least 1 scene"
              .formatted(attributes.size(), images.size()));
    }
  }

  /**
   * Renders the first scenes of a split.
   *
   * @param scenes at least 1
   * @param attributes at least one; all of them are {@code Attribute.values()}
   */
  public static Interventions of(
      FaceWorld world, Split split, int scenes, Attribute... attributes) {
    List<Image> images = new ArrayList<>();
    LongStream.range(0, scenes)
        .mapToObj(i -> world.scene(split, i))
        .forEach(scene -> images.addAll(both(scene, attributes)));
    return new Interventions(List.of(attributes), images);
  }

  private static List<Image> both(Scene scene, Attribute... attributes) {
    List<Image> images = new ArrayList<>();
    for (Attribute attribute : attributes) {
      images.add(scene.with(attribute, 1).image());
      images.add(scene.with(attribute, 0).image());
    }
    return images;
  }

  /**
   * The average effect of each attribute on p(target), in [-1, 1]: Goyal et al. (2019), <a
   * href="https://arxiv.org/abs/1907.07165">Explaining Classifiers with Causal Concept Effect</a>.
   */
  public Map<Attribute, Double> effects(Classifier classifier, String target) {
    List<Scores> scores = Controls.scores(classifier, images);
    int pairs = images.size() / 2;
    Map<Attribute, Double> effects = new TreeMap<>();
    for (int pair = 0; pair < pairs; pair++) {
      double effect = scores.get(2 * pair).of(target) - scores.get(2 * pair + 1).of(target);
      double part = effect * attributes.size() / pairs;
      effects.merge(attributes.get(pair % attributes.size()), part, Double::sum);
    }
    return effects;
  }
}
