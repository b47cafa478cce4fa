package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;
import java.util.stream.LongStream;

/**
 * The attack of Carlini and Wagner (2017), <a href="https://arxiv.org/abs/1608.04644">Towards
 * Evaluating the Robustness of Neural Networks</a>, Section V: an image that cannot leave its range
 * because it is a function of something that can, and a loss that is content once the target wins.
 * As ACE runs it (guillaumejs2403/ACE at 6684b93, {@code CW}).
 */
public final class CarliniWagner {
  /** How far the image may leave [0, 1] at either end: keeps 0 and 1 themselves within reach. */
  private static final double SLACK = 1e-5;

  /** Further out the function is so flat that no gradient comes through. */
  private static final double LIMIT = 3;

  private CarliniWagner() {}

  /**
   * A gradient step of w, where the image is (tanh(w) + 1) / 2 (1 + 2 c). Images further out than w
   * = 3, which are 0.0025 from black or white, come back to it.
   *
   * @param image in [0, 1]
   * @param gradient of a loss for the image
   * @return the image after the step, in [0, 1]
   */
  public static Tensor moved(Tensor image, Tensor gradient, double rate) {
    double scale = 1 + 2 * SLACK;
    // (tanh(w) + 1) / 2 is sigmoid(2 w), so w is half the logit of the share.
    Tensor share = image.over(scale);
    Tensor rest = share.times(-1).plus(1);
    Tensor w = share.over(rest).log().over(2);
    Tensor slope = share.times(rest).times(2 * scale);
    Tensor next = w.minus(gradient.times(slope).times(rate)).clamp(-LIMIT, LIMIT);
    return next.times(2).sigmoid().times(scale);
  }

  /**
   * How much the best other class leads, summed over the batch; a sample whose target wins adds 0.
   *
   * @param logits N x classes, at least two
   * @param targets N class indices
   */
  public static Tensor lead(Tensor logits, Tensor targets) {
    long classes = logits.size(1);
    Tensor numbers = Tensor.of(LongStream.range(0, classes).toArray(), 1, classes);
    Tensor isTarget = numbers.sameAs(targets.reshape(-1, 1));
    Tensor never = Tensor.full(Double.NEGATIVE_INFINITY, 1, 1).expand(logits.shape());
    Tensor best = isTarget.choose(never, logits).max(1);
    return best.minus(logits.gather(1, targets.reshape(-1, 1))).relu().sum();
  }

  /**
   * The same for a two-sided decision, whose sides have the logit and minus the logit.
   *
   * @param logits N, positive for the positive class
   * @param targets N values, 1 for the positive class and 0 for the negative
   */
  public static Tensor binaryLead(Tensor logits, Tensor targets) {
    return logits.times(targets.times(2).minus(1)).times(-2).relu().sum();
  }
}
