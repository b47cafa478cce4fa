package io.otherwise.model;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A rule about pictures instead of a network: what it says is known beforehand. */
public record HeapClassifier(String name, List<String> classes, Function<Image, Scores> says)
    implements Classifier {

  /** Tells young from old by the probability of old. */
  public static HeapClassifier ages(String name, ToDoubleFunction<Image> old) {
    Attribute age = Attribute.AGE;
    return new HeapClassifier(
        name,
        List.of(age.negative(), age.positive()),
        image -> Scores.binary(age.negative(), age.positive(), (float) old.applyAsDouble(image)));
  }

  /** The same by the scene that a picture's id names. */
  public static HeapClassifier agesOf(String name, ToDoubleFunction<Scene> old) {
    return ages(name, image -> old.applyAsDouble(FaceWorld.v1().scene(image.id())));
  }

  @Override
  public boolean binary() {
    return classes.size() == 2;
  }

  @Override
  public Tensor logits(Tensor images) {
    throw new UnsupportedOperationException(name + " scores pictures on the heap");
  }

  @Override
  public List<Scores> score(List<Image> images) {
    return images.stream().map(says).toList();
  }

  @Override
  public void close() {}
}
