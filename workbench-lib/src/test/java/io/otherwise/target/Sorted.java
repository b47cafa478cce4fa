package io.otherwise.target;

import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.List;

/** A classifier of any classes: the redder an image, the later its class. */
final class Sorted implements Classifier {
  private final List<String> classes;

  Sorted(String... classes) {
    this.classes = List.of(classes);
  }

  @Override
  public String name() {
    return "sorted";
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public boolean binary() {
    return false;
  }

  @Override
  public Tensor logits(Tensor images) {
    int n = classes.size();
    float[] places = new float[n];
    for (int c = 0; c < n; c++) {
      places[c] = c / Math.max(1f, n - 1f);
    }
    Tensor red = images.narrow(1, 0, 1).mean(1, 2, 3).reshape(-1, 1);
    return red.minus(Tensor.of(places, 1, n)).abs().times(-10);
  }

  @Override
  public void close() {}
}
