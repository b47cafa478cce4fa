package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A classifier of age whose every cause is known: a function of the scene behind a picture. */
public record SceneRule(ToDoubleFunction<Scene> old) implements Classifier {
  public static SceneRule of(ToDoubleFunction<Scene> old) {
    return new SceneRule(old);
  }

  @Override
  public String name() {
    return "rule";
  }

  @Override
  public List<String> classes() {
    return List.of(Attribute.AGE.negative(), Attribute.AGE.positive());
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public Tensor logits(Tensor images) {
    throw new UnsupportedOperationException("a rule scores pictures on the heap");
  }

  @Override
  public List<Scores> score(List<Image> images) {
    return images.stream()
        .map(i -> (float) old.applyAsDouble(FaceWorld.v1().scene(i.id())))
        .map(p -> Scores.binary(classes().get(0), classes().get(1), p))
        .toList();
  }

  @Override
  public void close() {}
}
