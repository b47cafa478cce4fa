package io.otherwise.method;

import io.otherwise.guidance.Losses;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;

/** What a classifier's logits say of each query's target. */
final class Targets {
  private Targets() {}

  /** Sum over the batch of the log-probabilities of the targets. */
  static Tensor logProbability(Batch batch, Tensor logits, Classifier classifier) {
    return classifier.binary()
        ? Losses.binaryLogProbability(logits, batch.targets().toFloat())
        : Losses.logProbability(logits, batch.targets());
  }

  /** The log-probability of each query's target. */
  static float[] logProbabilities(Batch batch, Tensor logits, Classifier classifier) {
    if (classifier.binary()) {
      return logits.binaryCrossEntropy(batch.targets().toFloat()).negated().floats();
    }
    return logits.logSoftmax(1).gather(1, batch.targets().reshape(-1, 1)).floats();
  }

  /** p(target) of each query. */
  static float[] probabilities(Batch batch, Tensor logits, Classifier classifier) {
    if (!classifier.binary()) {
      return logits.softmax(1).gather(1, batch.targets().reshape(-1, 1)).floats();
    }
    Tensor signs = batch.targets().toFloat().times(2).minus(1);
    return logits.times(signs).sigmoid().floats();
  }
}
