package io.otherwise.method;

import io.otherwise.guidance.Losses;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.List;

/** What a classifier's logits say of each query's target. */
public final class Targets {
  private Targets() {}

  /** Sum over the batch of the log-probabilities of the targets: what most methods ascend. */
  public static Tensor logProbability(Batch batch, Tensor logits, Classifier classifier) {
    return logProbability(batch.targets(), logits, classifier);
  }

  /** The same of class indices, one for each row of the logits. */
  static Tensor logProbability(Tensor targets, Tensor logits, Classifier classifier) {
    return classifier.binary()
        ? Losses.binaryLogProbability(logits, targets.toFloat())
        : Losses.logProbability(logits, targets);
  }

  /** The log-probability of each query's target. */
  static float[] logProbabilities(Batch batch, Tensor logits, Classifier classifier) {
    if (classifier.binary()) {
      return logits.binaryCrossEntropy(batch.targets().toFloat()).negated().floats();
    }
    return logits.logSoftmax(1).gather(1, batch.targets().reshape(-1, 1)).floats();
  }

  /** For each query a class that is not its target: the next one, after the last the first. */
  static List<String> others(Batch batch, Classifier classifier) {
    List<String> classes = classifier.classes();
    return batch.targetNames().stream()
        .map(target -> classes.get((classes.indexOf(target) + 1) % classes.size()))
        .toList();
  }

  /** Sum over the batch of the targets' logits; a negative side's logit is minus the logit. */
  static Tensor logit(Batch batch, Tensor logits, Classifier classifier) {
    return ofTarget(batch, logits, classifier).sum();
  }

  private static Tensor ofTarget(Batch batch, Tensor logits, Classifier classifier) {
    return classifier.binary()
        ? logits.times(batch.targets().toFloat().times(2).minus(1))
        : logits.gather(1, batch.targets().reshape(-1, 1));
  }

  /** Which queries are decided for their target; a logit of 0 is on the negative side. */
  static boolean[] reached(Batch batch, Tensor logits, Classifier classifier) {
    Tensor decided = classifier.binary() ? logits.greater(0).toLong() : logits.argmax(1);
    long[] same = decided.sameAs(batch.targets()).longs();
    boolean[] reached = new boolean[same.length];
    for (int i = 0; i < same.length; i++) {
      reached[i] = same[i] != 0;
    }
    return reached;
  }

  /** p(target) of each query, in [0, 1]: what a trace keeps. */
  public static float[] probabilities(Batch batch, Tensor logits, Classifier classifier) {
    if (!classifier.binary()) {
      return logits.softmax(1).gather(1, batch.targets().reshape(-1, 1)).floats();
    }
    return ofTarget(batch, logits, classifier).sigmoid().floats();
  }
}
