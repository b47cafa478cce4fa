package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Method;
import io.otherwise.explain.Records;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Diffusion Models for Counterfactual Explanations: guides a diffusion model of the pixels by the
 * classifier's gradient at a clean image, which is sampled anew from the noisy one at every step.
 *
 * <p>Jeanneret, Simon and Jurie (2022), <a href="https://arxiv.org/abs/2203.15636">Diffusion Models
 * for Counterfactual Explanations</a>, Section 3.2. Reference: guillaumejs2403/DiME at 2ef5f52.
 *
 * <h2>Notation</h2>
 *
 * Images are in the diffusion model's range [-1, 1]: {@code x} the factual one, {@code zt} the
 * noisy z_t, {@code xt} the clean x_t that the classifier sees; {@code a} the share of signal
 * abar_t (the code's alpha_t is its root); tau, lambda_c, lambda_p and eta are {@code tau}, {@code
 * classifierScales}, {@code perceptualScale} and {@code distanceScale}.
 *
 * <h2>Differences from the reference</h2>
 *
 * Noise is counted per query, attempt and step, so an answer does not depend on the batch. More
 * than two classes work, by the target's logit. Where the ablation's code does not run (Direct's
 * distance) or does not exist (Early Stopping), its definition in the paper's Section 4.4 is
 * followed.
 *
 * @param tau how many reverse steps are run
 * @param respacing timesteps the sampler keeps, as guided diffusion writes it: {@code 200}
 * @param classifierScales lambda_c, one an attempt; a later one is for queries still undecided
 * @param perceptualScale lambda_p
 * @param distanceScale eta, the factor of the l1 distance of the noisy image
 * @param variant the method, or one of the ablations of Table 2
 * @param switches where paper, code and sense differ
 */
public record Dime(
    int tau,
    String respacing,
    List<Double> classifierScales,
    double perceptualScale,
    double distanceScale,
    Variant variant,
    DimeSwitches switches)
    implements Method {

  /** The rows of Table 2: where the gradient is taken. */
  public enum Variant {
    /** At the clean image rolled out after the previous step: the method itself. */
    DIME,
    /** At the noisy image, undivided. */
    DIRECT,
    /** Of the classifier alone, at the factual image in every step. */
    NAIVE,
    /** As DIME until the clean image fools the classifier, then nowhere. */
    EARLY_STOPPING,
    /** Nowhere: what the diffusion model alone makes of the noisy image. */
    UNCONDITIONAL
  }

  public Dime {
    classifierScales = DimeFamily.checked(tau, classifierScales, perceptualScale, distanceScale);
  }

  /** CelebA as the published command runs it. */
  public static Dime code() {
    return new Dime(
        60, "200", List.of(8.0, 10.0, 15.0), 30, 0.05, Variant.DIME, DimeSwitches.published());
  }

  /** CelebA as Section 3.2 writes it: the noise level is that of the first step. */
  public static Dime paper() {
    return code().switches(DimeSwitches.published().startOneNoisier(false));
  }

  /**
   * The embedded world: the paper's scales and its share of 100 timesteps, so 30 are run. On 16
   * tuning queries weaker pulls and nearer starts fooled the classifier as often and the oracle
   * less.
   */
  public static Dime world() {
    return code().respacing("100").tau(30);
  }

  public Dime tau(int value) {
    return Records.with(this, "tau", value);
  }

  public Dime respacing(String value) {
    return Records.with(this, "respacing", value);
  }

  public Dime classifierScales(List<Double> values) {
    return Records.with(this, "classifierScales", values);
  }

  public Dime perceptualScale(double value) {
    return Records.with(this, "perceptualScale", value);
  }

  public Dime distanceScale(double value) {
    return Records.with(this, "distanceScale", value);
  }

  public Dime variant(Variant value) {
    return Records.with(this, "variant", value);
  }

  public Dime switches(DimeSwitches value) {
    return Records.with(this, "switches", value);
  }

  @Override
  public String name() {
    return "DiME";
  }

  @Override
  public String citation() {
    return "Jeanneret et al. (2022), Diffusion Models for Counterfactual Explanations";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/2203.15636";
  }

  /**
   * Binds the method to the classifier to explain, the diffusion model that edits and the network
   * whose features keep the edit close: VGG-19's first 18 layers in the paper.
   */
  public Batched on(Classifier classifier, PixelDiffusion model, PerceptualNetwork perceptual) {
    // 1. Noise the factual image (Eq. 2); all attempts begin with the same z_tau.
    DimeFamily.Plan plan =
        new DimeFamily.Plan(
            respacing,
            tau,
            tau,
            switches.startOneNoisier(),
            switches.sharedStart(),
            classifierScales);
    DimeLosses.Factors factors =
        new DimeLosses.Factors(
            switches.logits(),
            perceives() ? perceptualScale : 0,
            distanceScale,
            switches.euclideanScale());
    return new DimeFamily(classifier, model, perceptual)
        .bound(this, plan, factors, query -> {}, tools -> new Run(tools, classifier).edit());
  }

  /** The factual image has no perceptual distance to itself, so NAIVE has none. */
  private boolean perceives() {
    return variant != Variant.NAIVE && variant != Variant.UNCONDITIONAL;
  }

  /** One attempt. */
  private final class Run {
    private final Attempts.Attempt attempt;
    private final Classifier classifier;
    private final Ancestral sampler;
    private final DimeLosses losses;
    private final Tensor x;
    private final boolean[] stopped;
    private final Tensor constant;

    Run(DimeFamily.Tools tools, Classifier classifier) {
      this.attempt = tools.attempt();
      this.classifier = classifier;
      this.sampler = tools.sampler();
      this.losses = tools.losses();
      this.x = attempt.x();
      this.stopped = new boolean[attempt.some().size()];
      this.constant = variant == Variant.NAIVE ? ofLosses(x, tau - 1) : null;
    }

    Attempts.Edit edit() {
      Tensor zt = attempt.zTau();
      Tensor xt = x;
      for (int i = tau - 1; i >= 0; i--) {
        attempt.interruptible(tau - i);
        try (Scope step = Scope.open()) {
          attempt.heard(tau - i, "zt", zt);
          attempt.heard(tau - i, "xt", xt);
          // 2. The gradient of both losses at the clean image, and of the noisy one's distance.
          Tensor gradient = guided(i) ? gradient(zt, xt, i) : null;
          // 3. One reverse step, its mean moved against the gradient (Eq. 4).
          Ancestral.Prediction p = sampler.predict(zt, i);
          attempt.called(Cost.ZERO.unet(1, 0));
          Tensor mean = gradient == null ? p.mean() : p.mean().minus(p.variance().times(gradient));
          Tensor zPrevious = sampler.step(p.mean(mean), attempt.draw("guided", i), i);
          // 4. The clean image of the next step: denoise without guidance from here (Eq. 3).
          Tensor clean = gradient != null && rollsOut() && i > 0 ? rolledOut(zPrevious, i) : xt;
          zt = step.keepInstead(zt, zPrevious);
          xt = step.keepInstead(xt == x ? null : xt, clean);
        }
      }
      return new Attempts.Edit(zt, null);
    }

    private boolean guided(int i) {
      return variant != Variant.UNCONDITIONAL
          && tau - 1 - i < switches.guidedIterations()
          && !IntStream.range(0, stopped.length).allMatch(k -> stopped[k]);
    }

    private boolean rollsOut() {
      return variant == Variant.DIME || variant == Variant.EARLY_STOPPING;
    }

    private Tensor rolledOut(Tensor zt, int steps) {
      attempt.called(Cost.ZERO.unet(steps, 0));
      return sampler.denoised(
          zt,
          steps,
          j ->
              switches.rolloutNoise()
                  ? attempt.draw("rollout" + steps, j)
                  : Tensor.full(0, 1, 1, 1, 1));
    }

    /** What the mean moves against; null where every query has just stopped. */
    private Tensor gradient(Tensor zt, Tensor xt, int i) {
      double root = switches.scaled() ? Math.sqrt(sampler.alphaBar(i)) : 1;
      return switch (variant) {
        case DIME -> ofLosses(xt, i).over(root).plus(losses.distanceGradient(zt)); // Eq. 8
        case EARLY_STOPPING -> {
          Tensor whole = ofLosses(xt, i).over(root).plus(losses.distanceGradient(zt));
          yield guided(i) ? whole.times(stillGuided()) : null;
        }
        case DIRECT -> ofLosses(zt, i).plus(losses.distanceGradient(zt));
        case NAIVE -> constant.over(root);
        case UNCONDITIONAL -> throw new IllegalStateException("nothing guides it");
      };
    }

    /** Gradient of Eq. 5, lambda_c L_class + lambda_p L_perc, at an image. */
    private Tensor ofLosses(Tensor at, int i) {
      DimeLosses.Seen seen = losses.bothAt(at);
      attempt.called(Cost.ZERO.classifier(1, 1));
      boolean[] reached = Targets.reached(attempt.some(), seen.logits(), classifier);
      for (int k = 0; k < stopped.length; k++) {
        stopped[k] |= variant == Variant.EARLY_STOPPING && reached[k];
      }
      // Only DIME and EARLY_STOPPING show the classifier a clean image.
      Tensor ofClean = rollsOut() ? seen.logits() : null;
      attempt.saw(tau - i, sampler.timesteps().at(i), ofClean, at, null);
      return seen.gradient();
    }

    /** 1 for queries that are still guided, 0 for those that have stopped: N x 1 x 1 x 1. */
    private Tensor stillGuided() {
      float[] values = new float[stopped.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = stopped[k] ? 0 : 1;
      }
      return Tensor.of(values, stopped.length, 1, 1, 1);
    }
  }
}
