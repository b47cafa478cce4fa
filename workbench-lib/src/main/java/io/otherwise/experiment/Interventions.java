package io.otherwise.experiment;

import io.otherwise.explain.Progress;
import io.otherwise.model.Classifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Faces with attributes put on and off, all else held, rendered once to ask any number of
 * classifiers about.
 */
public record Interventions(Map<Attribute, Intervention> each) {
  public Interventions {
    if (each.isEmpty()) {
      throw new IllegalArgumentException(
          "interventions put at least 1 attribute on and off, but there was none; all of them are"
              + " Attribute.values()");
    }
    each = Collections.unmodifiableMap(new EnumMap<>(each));
  }

  /**
   * Renders the first scenes of a split.
   *
   * @param scenes at least 1
   * @param attributes at least one; all of them are {@code Attribute.values()}
   */
  public static Interventions of(
      FaceWorld world, Split split, int scenes, Attribute... attributes) {
    List<Scene> first = LongStream.range(0, scenes).mapToObj(i -> world.scene(split, i)).toList();
    return of(first, Progress.NONE, attributes);
  }

  /** Renders these scenes, telling the attributes. */
  static Interventions of(List<Scene> scenes, Progress progress, Attribute... attributes) {
    Map<Attribute, Intervention> each = new EnumMap<>(Attribute.class);
    for (Attribute attribute : attributes) {
      progress.at(each.size(), attributes.length, "rendering " + attribute.key());
      each.put(attribute, Intervention.of(scenes, attribute));
    }
    progress.at(each.size(), attributes.length, "rendered");
    return new Interventions(each);
  }

  /** The one of an attribute. */
  Intervention of(Attribute attribute) {
    return each.get(attribute);
  }

  /** The average effect of each attribute on p(target), in [-1, 1]: {@link Intervention#effect}. */
  public Map<Attribute, Double> effects(Classifier classifier, String target) {
    Map<Attribute, Double> effects = new EnumMap<>(Attribute.class);
    each.forEach((attribute, one) -> effects.put(attribute, one.effect(classifier, target)));
    return effects;
  }
}
