package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.explain.Method;
import io.otherwise.explain.Query;
import io.otherwise.explain.Records;
import io.otherwise.guidance.Masks;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * Fast Diffusion-Based Counterfactuals: DiME with the clean image taken from the same network call
 * instead of a roll-out, and with a mask that the edit itself draws.
 *
 * <p>Weng, Pegios, Petersen, Feragen and Bigdeli (2024), <a
 * href="https://arxiv.org/abs/2312.14223">Fast Diffusion-Based Counterfactuals for Shortcut Removal
 * and Generation</a>, Section 3. Reference: ppegiosk/FastDiME_CelebA at 6d4a4eb.
 *
 * <h2>Notation</h2>
 *
 * Images are in the diffusion model's range [-1, 1]: {@code x} the factual one, {@code zt} the
 * noisy z_t, {@code xt} the clean x_t that the classifier sees; {@code kept} 1 where the factual
 * image is put back; tau, lambda_c, lambda_p and eta are {@code tau}, {@code classifierScales},
 * {@code perceptualScale} and {@code distanceScale}.
 *
 * <h2>Differences from the reference</h2>
 *
 * Noise is counted per query, attempt and step. An unchanged image is kept, where the code's mask
 * divides by zero. The code's cut-off of guided iterations, which spares the classifier's gradient,
 * is left out. The separate sampler of the second step, which the code never calls, is left out.
 *
 * @param tau how many reverse steps are run
 * @param respacing timesteps the sampler keeps, as guided diffusion writes it: {@code 200}
 * @param classifierScales lambda_c, one an attempt; a later one is for queries still undecided
 * @param perceptualScale lambda_p
 * @param distanceScale eta, the factor of the l1 distance of the noisy image
 * @param variant the method, or one of those the paper compares
 * @param mask where the factual image is put back
 * @param switches where paper, code and sense differ
 */
public record FastDime(
    int tau,
    String respacing,
    List<Double> classifierScales,
    double perceptualScale,
    double distanceScale,
    Variant variant,
    SelfMask mask,
    FastDimeSwitches switches)
    implements Method {

  /** The rows of the paper's tables. */
  public enum Variant {
    /** The method: a mask that follows the edit from the warm-up on. */
    FAST_DIME,
    /** Without a mask. */
    NO_MASK,
    /** Twice: without a mask, then with the one that the first result draws. */
    TWO_STEPS,
    /** Twice: as the method, then with the mask that the first result draws. */
    TWO_STEPS_PLUS,
    /** The classifier's gradient through the U-Net ("GMD"), with the method's mask. */
    THROUGH_UNET;

    boolean twice() {
      return this == TWO_STEPS || this == TWO_STEPS_PLUS;
    }

    boolean masksItself() {
      return this != NO_MASK && this != TWO_STEPS;
    }
  }

  public FastDime {
    classifierScales = DimeFamily.checked(tau, classifierScales, perceptualScale, distanceScale);
  }

  /** CelebA at 128 pixels as the published command runs it. */
  public static FastDime code() {
    return new FastDime(
        60,
        "200",
        List.of(8.0, 10.0, 15.0),
        30,
        0.05,
        Variant.FAST_DIME,
        new SelfMask(30, new ChangeMask(0.15, 5, 128)),
        FastDimeSwitches.published());
  }

  /** CelebA as the paper writes it: with DiME's factor, from the noise of the first step. */
  public static FastDime paper() {
    return code().switches(FastDimeSwitches.published().scaled(true).startOneNoisier(false));
  }

  /**
   * The embedded world: steps and scales of {@link Dime#world}, the warm-up half of the steps, the
   * paper's mask at 64 pixels. Scales from 15 on flip far more in notebook 22, by painting faces
   * green: two networks take that for age.
   */
  public static FastDime world() {
    SelfMask half = code().mask.scaledTo(64).warmup(15);
    return code().respacing("100").tau(30).mask(half);
  }

  /** The dilation that is the same part of this image. */
  public FastDime scaledTo(Image image) {
    return mask(mask.scaledTo(Scaled.side(image)));
  }

  public FastDime tau(int value) {
    return Records.with(this, "tau", value);
  }

  public FastDime respacing(String value) {
    return Records.with(this, "respacing", value);
  }

  public FastDime classifierScales(List<Double> values) {
    return Records.with(this, "classifierScales", values);
  }

  public FastDime perceptualScale(double value) {
    return Records.with(this, "perceptualScale", value);
  }

  public FastDime distanceScale(double value) {
    return Records.with(this, "distanceScale", value);
  }

  public FastDime variant(Variant value) {
    return Records.with(this, "variant", value);
  }

  public FastDime mask(SelfMask value) {
    return Records.with(this, "mask", value);
  }

  public FastDime switches(FastDimeSwitches value) {
    return Records.with(this, "switches", value);
  }

  @Override
  public String name() {
    return "FastDiME";
  }

  @Override
  public String citation() {
    return "Weng et al. (2024), Fast Diffusion-Based Counterfactuals for Shortcut Removal and"
        + " Generation";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/2312.14223";
  }

  /**
   * Binds the method to the classifier to explain, the diffusion model that edits and the network
   * whose features keep the edit close: VGG-19's first 18 layers in the paper.
   */
  public Batched on(Classifier classifier, PixelDiffusion model, PerceptualNetwork perceptual) {
    // 1. Noise the factual image; all attempts begin with the same z_tau.
    DimeFamily.Plan plan =
        new DimeFamily.Plan(
            respacing,
            tau,
            variant.twice() ? 2 * tau : tau,
            switches.startOneNoisier(),
            switches.sharedStart(),
            classifierScales);
    DimeLosses.Factors factors =
        new DimeLosses.Factors(
            switches.logits(), perceptualScale, distanceScale, switches.euclideanScale());
    return new DimeFamily(classifier, model, perceptual)
        .bound(this, plan, factors, this::check, tools -> new Run(tools).edit());
  }

  private void check(Query query) {
    if (variant != Variant.NO_MASK) {
      mask.of().check(query, "FastDiME");
    }
  }

  /** One attempt. */
  private final class Run {
    private final Attempts.Attempt attempt;
    private final Ancestral sampler;
    private final DimeLosses losses;
    private final Tensor x;

    Run(DimeFamily.Tools tools) {
      this.attempt = tools.attempt();
      this.sampler = tools.sampler();
      this.losses = tools.losses();
      this.x = attempt.x();
    }

    Attempts.Edit edit() {
      Tensor zTau = attempt.zTau();
      State first = pass(zTau, null, 0);
      if (!variant.twice()) {
        return answer(first);
      }
      Tensor fixed = kept(first.image(x), tau);
      attempt.heard(tau, "passed", first.image(x));
      attempt.heard(tau, "fixed", fixed);
      return answer(pass(zTau, fixed, tau));
    }

    private Attempts.Edit answer(State end) {
      Tensor free = end.kept() == null ? null : end.kept().times(-1).plus(1);
      return new Attempts.Edit(end.image(x), free);
    }

    /**
     * What a step hands to the next.
     *
     * @param kept 1 where the factual image was put back, null without a mask so far
     */
    private record State(Tensor zt, Tensor xt, Tensor kept) {
      /** The noisy image is clean at the end; the factual one is put back once more. */
      Tensor image(Tensor x) {
        return kept == null ? zt : Masks.blend(kept, x, zt);
      }
    }

    /**
     * All steps once.
     *
     * @param fixed the mask of all steps, null for the edit's own
     * @param before how many steps there were before this pass
     */
    private State pass(Tensor zTau, Tensor fixed, int before) {
      State state = new State(zTau, x, fixed);
      for (int i = tau - 1; i >= 0; i--) {
        int number = before + tau - i;
        attempt.interruptible(number);
        try (Scope step = Scope.open()) {
          State next = reverse(state, fixed, i, number);
          state =
              new State(
                  step.keepInstead(state.zt() == zTau ? null : state.zt(), next.zt()),
                  step.keepInstead(state.xt() == x ? null : state.xt(), next.xt()),
                  next.kept() == fixed ? fixed : step.keepInstead(state.kept(), next.kept()));
        }
      }
      return state;
    }

    private State reverse(State s, Tensor fixed, int i, int number) {
      attempt.heard(number, "zt", s.zt());
      attempt.heard(number, "xt", s.xt());
      // 2. Against the gradients at the last clean image and the noisy one.
      Guided g = variant == Variant.THROUGH_UNET ? throughUNet(s, i, number) : at(s, i, number);
      Tensor mean = g.p().mean().minus(g.p().variance().times(g.gradient()));
      Tensor zt = sampler.step(g.p().mean(mean), attempt.draw("guided", number), i);
      // 3. The clean image of the same call stands in for DiME's roll-out (Eq. 4).
      Tensor xt = g.p().clean();
      // 4. Put the factual image back where the edit does not need it (Eqs. 6-8).
      Tensor kept = fixed;
      if (fixed == null && variant.masksItself() && tau - 1 - i >= mask.warmup()) {
        kept = kept(xt, number);
      }
      return kept == null
          ? new State(zt, xt, null)
          : masked(new State(zt, xt, kept), i, attempt.draw("kept", number));
    }

    /** Eqs. 7 and 8. */
    private State masked(State s, int i, Tensor draw) {
      Tensor noisy =
          switches.keptOneNoisier() ? sampler.noised(x, draw, i) : sampler.noisedAfter(x, draw, i);
      return new State(
          Masks.blend(s.kept(), noisy, s.zt()), Masks.blend(s.kept(), x, s.xt()), s.kept());
    }

    /** Eq. 6: 1 where no pixel near changed by the threshold. */
    private Tensor kept(Tensor edit, int number) {
      Tensor change = Masks.change(PixelDiffusion.unsigned(x), PixelDiffusion.unsigned(edit));
      attempt.heard(number, "change", change);
      return mask.of().kept(change);
    }

    /** A network call, and what its mean moves against. */
    private record Guided(Ancestral.Prediction p, Tensor gradient) {}

    private Guided at(State s, int i, int number) {
      Ancestral.Prediction p = sampler.predict(s.zt(), i);
      double root = switches.scaled() ? Math.sqrt(sampler.alphaBar(i)) : 1;
      DimeLosses.Seen seen = losses.bothAt(s.xt());
      saw(s, seen.logits(), s.xt(), i, number);
      attempt.called(Cost.ZERO.unet(1, 0).classifier(1, 1));
      Tensor distance = losses.distanceGradient(s.zt());
      return new Guided(p, seen.gradient().over(root).plus(distance));
    }

    /** The classifier's gradient for z_t itself; the perceptual one stays at the clean image. */
    private Guided throughUNet(State s, int i, int number) {
      try (Gradients graph = Gradients.record()) {
        Tensor leaf = graph.leaf(s.zt());
        Ancestral.Prediction p = sampler.predict(leaf, i);
        Tensor logits = losses.logits(p.clean());
        saw(s, logits.detached(), p.clean().detached(), i, number);
        attempt.called(Cost.ZERO.unet(1, 1).classifier(1, 1));
        Tensor gC = graph.of(losses.ofLogits(logits), leaf);
        Tensor gP = losses.perceptualGradient(p.clean().detached());
        return new Guided(p.detached(), gC.plus(gP).plus(losses.distanceGradient(s.zt())));
      }
    }

    private void saw(State s, Tensor logits, Tensor seen, int i, int number) {
      int timestep = sampler.timesteps().at(i);
      Tensor free = s.kept() == null ? null : s.kept().times(-1).plus(1);
      attempt.saw(number, timestep, logits, seen, free);
    }
  }
}
