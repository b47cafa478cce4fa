package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Method;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;

/**
 * The control that no generative model guides: projected gradient ascent on the target's
 * log-probability in pixel space. It flips almost any classifier by noise nobody sees, which is why
 * counterfactuals need a model of images.
 *
 * <p>Madry et al. (2018), <a href="https://arxiv.org/abs/1706.06083">Towards Deep Learning Models
 * Resistant to Adversarial Attacks</a>, Section 2.1, targeted, without a random start.
 *
 * <h2>Notation</h2>
 *
 * {@code x} the factual image, {@code adversarial} x', epsilon {@code radius}, alpha {@code rate}.
 *
 * @param steps gradient steps
 * @param rate largest change of a value in one step, in units of the [0, 1] range
 * @param radius largest change of a value in all
 */
public record PixelAttack(int steps, double rate, double radius) implements Method {
  public PixelAttack {
    Check.atLeast("steps counts the gradient steps", steps, 1, 20);
    Check.share("rate is the largest change of a value in one step", rate, 2 / 255.0);
    Check.share("radius is the largest change of a value in all", radius, 8 / 255.0);
  }

  /** The usual radius of 8 / 255 in 20 steps of 2 / 255. */
  public static PixelAttack paper() {
    return new PixelAttack(20, 2 / 255.0, 8 / 255.0);
  }

  public PixelAttack steps(int value) {
    return new PixelAttack(value, rate, radius);
  }

  public PixelAttack rate(double value) {
    return new PixelAttack(steps, value, radius);
  }

  public PixelAttack radius(double value) {
    return new PixelAttack(steps, rate, value);
  }

  @Override
  public String citation() {
    return "Madry et al. (2018), Towards Deep Learning Models Resistant to Adversarial Attacks";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/1706.06083";
  }

  /** Binds the attack to a classifier. */
  public Batched on(Classifier classifier) {
    return Batched.of(
        this, classifier, query -> {}, (batch, watch) -> attack(batch, watch, classifier));
  }

  private Batched.Answer attack(Batch batch, Watch watch, Classifier classifier) {
    Traces traces = new Traces(batch.size());
    Tensor x = batch.factuals();
    Tensor adversarial = x;
    for (int k = 1; k <= steps; k++) {
      Interrupt.check("at step " + k);
      try (Scope step = Scope.open()) {
        Tensor gradient = gradient(batch, adversarial, classifier, traces, k);
        Tensor moved = adversarial.plus(gradient.sign().times(rate));
        Tensor near = moved.minimum(x.plus(radius)).maximum(x.minus(radius)).clamp(0, 1);
        watch.at(k, "adversarial", near);
        adversarial = step.keepInstead(adversarial == x ? null : adversarial, near);
      }
    }
    return new Batched.Answer(adversarial, traces, Cost.ZERO.classifier(steps, steps));
  }

  private static Tensor gradient(
      Batch batch, Tensor image, Classifier classifier, Traces traces, int k) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(image);
      Tensor logits = classifier.logits(leaf);
      traces.add(
          k,
          k,
          Targets.probabilities(batch, logits.detached(), classifier),
          batch.pictures(k, image));
      return graph.of(Targets.logProbability(batch, logits, classifier), leaf);
    }
  }
}
