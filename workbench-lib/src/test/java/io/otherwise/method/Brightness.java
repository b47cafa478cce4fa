package io.otherwise.method;

import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.List;

/** A classifier with a closed form: the mean of all values above or below a threshold. */
final class Brightness implements Classifier {
  private final double threshold;
  private final double gain;
  private int calls;

  Brightness(double threshold, double gain) {
    this.threshold = threshold;
    this.gain = gain;
  }

  int calls() {
    return calls;
  }

  @Override
  public String name() {
    return "brightness";
  }

  @Override
  public List<String> classes() {
    return List.of("dark", "bright");
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public Tensor logits(Tensor images) {
    calls++;
    return images.mean(1, 2, 3).reshape(-1).minus(threshold).times(gain);
  }

  @Override
  public void close() {}
}
