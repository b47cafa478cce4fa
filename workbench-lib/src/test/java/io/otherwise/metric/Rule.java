package io.otherwise.metric;

import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A rule about scenes instead of a network: what it says of a rendered picture is known. */
final class Rule implements Classifier {
  private final Attribute told;
  private final ToDoubleFunction<Scene> positive;
  private Optional<String> hash = Optional.empty();
  private int pictures;

  /**
   * @param told gives the two classes
   * @param positive the probability of its positive class
   */
  Rule(Attribute told, ToDoubleFunction<Scene> positive) {
    this.told = told;
    this.positive = positive;
  }

  /** The same rule with a hash, under which searches can be kept in files. */
  Rule sha256(String newHash) {
    Rule rule = new Rule(told, positive);
    rule.hash = Optional.of(newHash);
    return rule;
  }

  /** How many pictures it was shown. */
  int pictures() {
    return pictures;
  }

  @Override
  public String name() {
    return "rule";
  }

  @Override
  public Optional<String> sha256() {
    return hash;
  }

  @Override
  public List<String> classes() {
    return List.of(told.negative(), told.positive());
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
    pictures += images.size();
    return images.stream().map(this::of).toList();
  }

  private Scores of(Image image) {
    double p = positive.applyAsDouble(FaceWorld.v1().scene(image.id()));
    return Scores.binary(told.negative(), told.positive(), (float) p);
  }

  @Override
  public void close() {}
}
