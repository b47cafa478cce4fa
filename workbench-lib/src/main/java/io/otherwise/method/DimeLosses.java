package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.guidance.Losses;
import io.otherwise.model.Classifier;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Tensor;

/**
 * What DiME and its successors move against, for the queries of one attempt: lambda_c L_class +
 * lambda_p L_perc at a clean image, and eta L_1 at the noisy one. Images are in the diffusion
 * model's range. The perceptual network's calls are counted here, the classifier's by the methods.
 */
final class DimeLosses {
  /**
   * The factors.
   *
   * @param logits whether L_class is minus the target's logit, or minus its log-probability
   * @param perceptualScale lambda_p
   * @param distanceScale eta
   * @param euclideanScale of the sum over pixels of the Euclidean norm over channels
   */
  record Factors(
      boolean logits, double perceptualScale, double distanceScale, double euclideanScale) {}

  private final Factors factors;
  private final Attempts.Attempt attempt;
  private final Classifier classifier;
  private final PerceptualNetwork perceptual;
  private final Tensor features;

  /** Losses of the queries of one attempt, under its classifier scale lambda_c. */
  DimeLosses(
      Factors factors,
      Attempts.Attempt attempt,
      Classifier classifier,
      PerceptualNetwork perceptual) {
    this.factors = factors;
    this.attempt = attempt;
    this.classifier = classifier;
    this.perceptual = perceptual;
    this.features = perceives() ? features(attempt.x()) : null;
  }

  private boolean perceives() {
    return factors.perceptualScale() > 0;
  }

  private Tensor features(Tensor image) {
    attempt.called(Cost.ZERO.perceptual(1, 0));
    return perceptual.features(PixelDiffusion.unsigned(image.clamp(-1, 1)));
  }

  /** lambda_c L_class of the logits, summed over the queries. */
  Tensor ofLogits(Tensor logits) {
    Tensor sum =
        factors.logits()
            ? Targets.logit(attempt.some(), logits, classifier)
            : Targets.logProbability(attempt.some(), logits, classifier);
    return sum.times(-attempt.scale());
  }

  /** The classifier's logits of clean images. */
  Tensor logits(Tensor image) {
    return classifier.logits(PixelDiffusion.unsigned(image));
  }

  /** What the classifier says of some images, and a gradient there. */
  record Seen(Tensor logits, Tensor gradient) {}

  /** With the gradient of lambda_c L_class alone. */
  Seen classAt(Tensor image) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(image);
      Tensor logits = logits(leaf);
      return new Seen(logits.detached(), graph.of(ofLogits(logits), leaf));
    }
  }

  /** With the gradient of lambda_c L_class + lambda_p L_perc. */
  Seen bothAt(Tensor image) {
    Seen seen = classAt(image);
    return perceives()
        ? new Seen(seen.logits(), seen.gradient().plus(perceptualGradient(image)))
        : seen;
  }

  /** Gradient of lambda_p L_perc at clean images, 0 for a factor of 0. */
  Tensor perceptualGradient(Tensor at) {
    if (!perceives()) {
      return Tensor.full(0, at.shape());
    }
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(at);
      Tensor loss = Losses.meanSquares(features(leaf), features);
      attempt.called(Cost.ZERO.perceptual(0, 1));
      return graph.of(loss.times(factors.perceptualScale()), leaf);
    }
  }

  /** Gradient of eta |z_t - x|_1 at the noisy images; at 0 it is 0. */
  Tensor distanceGradient(Tensor zt) {
    Tensor edit = zt.minus(attempt.x());
    Tensor l1 = edit.sign().times(factors.distanceScale());
    if (factors.euclideanScale() == 0) {
      return l1;
    }
    Tensor norm = edit.square().sum(1).sqrt();
    return l1.plus(edit.shareOf(norm).times(factors.euclideanScale()));
  }
}
