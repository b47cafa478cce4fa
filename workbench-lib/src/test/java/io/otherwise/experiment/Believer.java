package io.otherwise.experiment;

import io.otherwise.metric.AttributeProbabilities;
import io.otherwise.model.Classifier;
import io.otherwise.model.HeapClassifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.List;

/** Classifiers that say that they tell ages, and look at one attribute; and who sees all. */
final class Believer {
  private Believer() {}

  /** Looks at the attribute of the scene that a picture's id names. */
  static Classifier in(Attribute cause, boolean along) {
    return HeapClassifier.agesOf("believer", s -> s.shown(cause) > 0.5 == along ? 0.9 : 0.1);
  }

  /** Reads every attribute of the scene behind a picture as it is shown. */
  static AttributeProbabilities reader() {
    List<String> keys = List.of(Attribute.values()).stream().map(Attribute::key).toList();
    return new AttributeProbabilities(
        "all-seeing",
        keys,
        images ->
            images.stream()
                .map(i -> row(FaceWorld.v1().scene(i.id()), keys))
                .toArray(float[][]::new));
  }

  private static float[] row(Scene scene, List<String> keys) {
    float[] row = new float[keys.size()];
    for (int a = 0; a < row.length; a++) {
      row[a] = (float) scene.shown(keys.get(a));
    }
    return row;
  }
}
