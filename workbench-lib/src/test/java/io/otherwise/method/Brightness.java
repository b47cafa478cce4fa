package io.otherwise.method;

import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.List;

/** A classifier with a closed form: the mean of all values above or below a threshold. */
final class Brightness implements Classifier {
  private final double threshold;
  private final double gain;
  private final List<String> classes;
  private int calls;
  private int images;

  Brightness(double threshold, double gain) {
    this(threshold, gain, "dark", "bright");
  }

  Brightness(double threshold, double gain, String dark, String bright) {
    this.threshold = threshold;
    this.gain = gain;
    this.classes = List.of(dark, bright);
  }

  int calls() {
    return calls;
  }

  /** How many images there were in all calls. */
  int images() {
    return images;
  }

  @Override
  public String name() {
    return "brightness";
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public Tensor logits(Tensor batch) {
    calls++;
    images += (int) batch.size(0);
    return batch.mean(1, 2, 3).reshape(-1).minus(threshold).times(gain);
  }

  @Override
  public void close() {}
}
