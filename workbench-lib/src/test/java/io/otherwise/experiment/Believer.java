package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.metric.AttributeProbabilities;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.List;

/** Says that it tells ages, and looks at one attribute of the scene that a picture's id names. */
record Believer(Attribute cause, boolean along, List<String> classes) implements Classifier {
  static Believer in(Attribute cause, boolean along) {
    return new Believer(cause, along, List.of("young", "old"));
  }

  /** Reads every attribute of the scene behind a picture as it is shown. */
  static AttributeProbabilities reader() {
    List<String> keys = List.of(Attribute.values()).stream().map(Attribute::key).toList();
    return new AttributeProbabilities(
        "all-seeing",
        keys,
        images -> images.stream().map(i -> row(scene(i), keys)).toArray(float[][]::new));
  }

  private static float[] row(Scene scene, List<String> keys) {
    float[] row = new float[keys.size()];
    for (int a = 0; a < row.length; a++) {
      row[a] = (float) scene.shown(keys.get(a));
    }
    return row;
  }

  private static Scene scene(Image image) {
    return FaceWorld.v1().scene(image.id());
  }

  @Override
  public String name() {
    return "believer";
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public Tensor logits(Tensor images) {
    throw new UnsupportedOperationException("scores pictures on the heap");
  }

  @Override
  public List<Scores> score(List<Image> images) {
    return images.stream()
        .map(i -> scene(i).shown(cause) > 0.5 == along ? 0.9f : 0.1f)
        .map(p -> Scores.binary("young", "old", p))
        .toList();
  }

  @Override
  public void close() {}
}
