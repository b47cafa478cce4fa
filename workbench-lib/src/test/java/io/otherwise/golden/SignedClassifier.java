package io.otherwise.golden;

import io.otherwise.model.Classifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * The DiME family's classifier: the small one on images in [-1, 1], its logits shifted so that some
 * images flip.
 */
record SignedClassifier(TinyClassifier tiny, double offset) implements Classifier {
  @Override
  public String name() {
    return tiny.name();
  }

  @Override
  public List<String> classes() {
    return tiny.classes();
  }

  @Override
  public boolean binary() {
    return tiny.binary();
  }

  @Override
  public Tensor logits(Tensor images) {
    return tiny.logits(PixelDiffusion.signed(images)).plus(offset);
  }

  @Override
  public void close() {
    tiny.close();
  }
}
