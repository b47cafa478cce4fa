package io.otherwise.attribution;

import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.List;

/** Which logit of each image is explained. */
final class LogitShares {
  private LogitShares() {}

  /** 1 at each image's target and 0 elsewhere; -1 for the negative side of a two-sided one. */
  static float[] chosen(Classifier classifier, long images, List<String> targets) {
    if (targets.size() != images) {
      throw new IllegalArgumentException(
          "every image has one target, but there are %s images and %s targets; name one an image"
              .formatted(images, targets.size()));
    }
    int classes = classifier.binary() ? 1 : classifier.classes().size();
    float[] chosen = new float[targets.size() * classes];
    for (int i = 0; i < targets.size(); i++) {
      int target = classifier.indexOf(targets.get(i));
      if (classifier.binary()) {
        chosen[i] = target == 0 ? -1 : 1;
      } else {
        chosen[i * classes + target] = 1;
      }
    }
    return chosen;
  }

  /** The explained logits themselves in the places of all, as relevance starts. */
  static Tensor of(Classifier classifier, Tensor logits, List<String> targets) {
    float[] chosen = chosen(classifier, logits.size(0), targets);
    return logits.detached().times(Tensor.of(chosen, logits.shape()));
  }
}
