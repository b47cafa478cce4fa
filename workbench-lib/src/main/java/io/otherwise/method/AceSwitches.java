package io.otherwise.method;

import io.otherwise.guidance.CarliniWagner;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;

/**
 * Where ACE's paper, its code and sense differ.
 *
 * @param update how a gradient moves the image
 * @param untargeted whether the attack leaves the class that the classifier sees, whatever the
 *     query's target; the code does so where no target label is given
 * @param meanOverBatch whether the classification loss is a mean over the batch, as in the code,
 *     where the distance is a sum: the distance then weighs more in a larger batch. Carlini and
 *     Wagner's loss is a sum there, too
 * @param linksPerGraph how many of the chain's links, which are the denoising steps and the
 *     classifier, one gradient graph holds; fewer take less memory and a second forward
 */
public record AceSwitches(
    Update update, boolean untargeted, boolean meanOverBatch, int linksPerGraph) {
  /** One graph for the whole chain. */
  public static final int ALL = Integer.MAX_VALUE;

  /** How a gradient moves the image. */
  public enum Update {
    /** By its sign: projected gradient descent, in every published setting. */
    SIGN,
    /** By its value. */
    VALUE,
    /**
     * By its value, for a variable that keeps the image in its range, with a loss that ends where
     * the target wins: Carlini and Wagner (2017).
     */
    CARLINI_WAGNER
  }

  public AceSwitches {
    Check.atLeast("linksPerGraph counts the links of a gradient graph", linksPerGraph, 1, ALL);
    if (untargeted && update == Update.CARLINI_WAGNER) {
      throw new IllegalArgumentException(
          "the attack of Carlini and Wagner has a target, but update was CARLINI_WAGNER and"
              + " untargeted true; choose update SIGN or untargeted false");
    }
  }

  /** As published, at the code's batch of one. */
  public static AceSwitches published() {
    return new AceSwitches(Update.SIGN, false, false, ALL);
  }

  public AceSwitches update(Update value) {
    return new AceSwitches(value, untargeted, meanOverBatch, linksPerGraph);
  }

  public AceSwitches untargeted(boolean value) {
    return new AceSwitches(update, value, meanOverBatch, linksPerGraph);
  }

  public AceSwitches meanOverBatch(boolean value) {
    return new AceSwitches(update, untargeted, value, linksPerGraph);
  }

  public AceSwitches linksPerGraph(int value) {
    return new AceSwitches(update, untargeted, meanOverBatch, value);
  }

  /** The image after one step against a gradient, before budget and box. */
  Tensor moved(Tensor adversarial, Tensor gradient, double rate) {
    return switch (update) {
      case SIGN -> adversarial.minus(gradient.sign().times(rate));
      case VALUE -> adversarial.minus(gradient.times(rate));
      case CARLINI_WAGNER -> CarliniWagner.moved(adversarial, gradient, rate);
    };
  }

  /** The classification loss of the attack, summed over the batch. */
  Tensor loss(Tensor classes, Tensor logits, Classifier classifier) {
    if (update != Update.CARLINI_WAGNER) {
      return Targets.logProbability(classes, logits, classifier).negated();
    }
    return classifier.binary()
        ? CarliniWagner.binaryLead(logits, classes.toFloat())
        : CarliniWagner.lead(logits, classes);
  }
}
