package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;

/** What methods ascend or descend; each is a sum over the batch, so no sample sees another. */
public final class Losses {
  private Losses() {}

  /**
   * Sum of absolute differences. LDCE's distance.
   *
   * @param a N x C x H x W
   */
  public static Tensor l1(Tensor a, Tensor b) {
    return a.minus(b).abs().sum();
  }

  /** Sum of squared differences. */
  public static Tensor l2(Tensor a, Tensor b) {
    return a.minus(b).square().sum();
  }

  /**
   * Sum over the batch of each sample's mean squared difference: DiME's perceptual loss, where the
   * samples are features.
   *
   * @param a N x anything
   */
  public static Tensor meanSquares(Tensor a, Tensor b) {
    return a.minus(b).square().reshape(a.size(0), -1).mean(1).sum();
  }

  /**
   * Sum of the log-probabilities of the targets.
   *
   * @param logits N x classes
   * @param targets N class indices
   */
  public static Tensor logProbability(Tensor logits, Tensor targets) {
    return logits.logSoftmax(1).gather(1, targets.reshape(-1, 1)).sum();
  }

  /**
   * Sum of the log-probabilities of a two-sided decision.
   *
   * @param logits N, positive for the positive class
   * @param targets N values, 1 for the positive class and 0 for the negative
   */
  public static Tensor binaryLogProbability(Tensor logits, Tensor targets) {
    return logits.binaryCrossEntropy(targets).negated().sum();
  }
}
