package io.otherwise.method;

import io.otherwise.diffusion.Ddim;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Method;
import io.otherwise.explain.Records;
import io.otherwise.guidance.Masks;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Latent Diffusion Counterfactual Explanations: guides a latent diffusion model by the part of the
 * classifier's gradient that the model's own implicit classifier agrees with.
 *
 * <p>Farid, Schrodi, Argus and Brox (2023), <a href="https://arxiv.org/abs/2310.06668">Latent
 * Diffusion Counterfactual Explanations</a>, Algorithm 1. Reference: lmb-freiburg/ldce at 6519597.
 *
 * <h2>Notation</h2>
 *
 * {@code zt} the noisy latent z_t; {@code epsU} and {@code epsC} the predicted noise without a
 * condition and under the target; {@code implicit} = epsC - epsU, the score of the implicit
 * classifier; {@code a} the share of signal abar_t; {@code gC} and {@code gD} the gradients of the
 * target's log-probability and of the distance to the factual image; lambda_c, lambda_d, eta and
 * gamma are {@code classifierScale}, {@code distanceScale}, {@code guidanceScale} and {@code
 * consensusDegrees}.
 *
 * <h2>Differences from the reference</h2>
 *
 * The conditional half runs without a graph and both gradients come from one forward: 4 instead of
 * 6 U-Net passes a step, same result. Noise is counted per query unless {@code sharedNoise}; a slow
 * step does not end the process; nothing is kept but the trace. The reference's global cone fails
 * on a shape; ours reshapes. The paper leaves out the renormalisation that the code does: without
 * it the published scales mean nothing, so every preset has it.
 *
 * @param strength share of the steps to go back, in (0, 1]; 0.382 of 500 steps is the paper's T =
 *     191
 * @param steps DDIM steps of the whole schedule
 * @param guidanceScale eta, what the guidance is multiplied with
 * @param classifierScale lambda_c
 * @param distanceScale lambda_d
 * @param consensusDegrees gamma, the largest angle that counts as agreement, in [0, 180]; 180 is
 *     off
 * @param switches where paper, code and sense differ
 */
public record Ldce(
    double strength,
    int steps,
    double guidanceScale,
    double classifierScale,
    double distanceScale,
    double consensusDegrees,
    LdceSwitches switches)
    implements Method {

  public Ldce {
    Check.share("strength is the fraction of steps to forward-diffuse", strength, 0.382);
    Check.atLeast("steps counts the DDIM steps of the whole schedule", steps, 1, 500);
    Check.notNegative("guidanceScale multiplies the guidance", guidanceScale, 3);
    Check.notNegative("classifierScale multiplies the classifier's score", classifierScale, 2.3);
    Check.notNegative("distanceScale multiplies the distance's score", distanceScale, 0.3);
    Check.within("consensusDegrees is an angle", consensusDegrees, 0, 180, 45);
    Check.atLeast("strength x steps is how many steps are run", (int) (strength * steps), 1, 191);
  }

  /** ImageNet, class-conditional, as in the paper's Table 5 (eta = 2). */
  public static Ldce paper() {
    return new Ldce(0.382, 500, 2, 2.3, 0.3, 45, LdceSwitches.published());
  }

  /** The same as the shipped configuration runs it (scale 3). */
  public static Ldce code() {
    return paper().guidanceScale(3);
  }

  /** ImageNet with the text-conditional model, Table 5. */
  public static Ldce paperText() {
    return paper().classifierScale(3.95).distanceScale(1.2).consensusDegrees(50);
  }

  /** CelebA-HQ with the text-conditional model, Table 5; the README's command is another one. */
  public static Ldce paperCelebaHq() {
    return paperText().strength(0.32).distanceScale(3.5).consensusDegrees(90);
  }

  /** CelebA-HQ as the README's command says, with guidance switched to projected. */
  public static Ldce codeCelebaHq() {
    return code().classifierScale(4.0).distanceScale(3.3).consensusDegrees(55);
  }

  /** Flowers with the text-conditional model, Table 5. */
  public static Ldce paperFlowers() {
    return paperText().strength(0.5).classifierScale(3.4).consensusDegrees(45);
  }

  /** Pets with the text-conditional model, Table 5. */
  public static Ldce paperPets() {
    return paperText().classifierScale(4.2).distanceScale(2.4).consensusDegrees(45);
  }

  /** The three ImageNet pairs of Table 2, class-conditional; the code's numbers. */
  public static Ldce codePairs() {
    return code().strength(0.342).classifierScale(2.0).distanceScale(0.25).consensusDegrees(40);
  }

  /**
   * The embedded world: the paper's share of 50 steps, so 19 are run; lambda_c, lambda_d and gamma
   * chosen among thirteen settings on 6 queries of the tuning split for each of old, young, smiling
   * and not smiling, by flips and by eye: larger scales flip no more and overdraw wrinkles.
   */
  public static Ldce world() {
    return code().steps(50).classifierScale(7).distanceScale(3).consensusDegrees(60);
  }

  public Ldce strength(double value) {
    return Records.with(this, "strength", value);
  }

  public Ldce steps(int value) {
    return Records.with(this, "steps", value);
  }

  public Ldce guidanceScale(double value) {
    return Records.with(this, "guidanceScale", value);
  }

  public Ldce classifierScale(double value) {
    return Records.with(this, "classifierScale", value);
  }

  public Ldce distanceScale(double value) {
    return Records.with(this, "distanceScale", value);
  }

  public Ldce consensusDegrees(double value) {
    return Records.with(this, "consensusDegrees", value);
  }

  public Ldce switches(LdceSwitches value) {
    return Records.with(this, "switches", value);
  }

  /** T: how many steps are run. */
  public int distance() {
    return (int) (strength * steps);
  }

  @Override
  public String citation() {
    return "Farid et al. (2023), Latent Diffusion Counterfactual Explanations";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/2310.06668";
  }

  /** Binds the method to the classifier to explain and the diffusion model that edits. */
  public Batched on(Classifier classifier, LatentDiffusion model) {
    return guided(this, classifier, model, batch -> LdceGuide.whole(this, batch, classifier));
  }

  /** Binds a method that differs from LDCE in nothing but its guide. */
  Batched guided(
      Method method,
      Classifier classifier,
      LatentDiffusion model,
      Function<Batch, LdceGuide> guides) {
    Timesteps.ddim(model.schedule(), steps);
    return Batched.of(
            method,
            classifier,
            query -> Check.answerable(query, model),
            switches::noise,
            (batch, watch) ->
                new Run(batch, watch, classifier, model, guides.apply(batch)).explain())
        .using(model.name());
  }

  /** One batch on its way through Algorithm 1. */
  private final class Run {
    private final Batch batch;
    private final Watch watch;
    private final Classifier classifier;
    private final LatentDiffusion model;
    private final Timesteps timesteps;
    private final Tensor context;
    private final Tensor none;
    private final Tensor other;
    private final Traces traces;
    private final LdceGuide guide;
    private Cost calls;
    private Tensor kept;

    Run(Batch batch, Watch watch, Classifier classifier, LatentDiffusion model, LdceGuide guide) {
      this.batch = batch;
      this.watch = watch;
      this.classifier = classifier;
      this.model = model;
      this.timesteps = Timesteps.ddim(model.schedule(), steps);
      this.context = model.conditioning().towards(batch.targetNames());
      this.none = model.conditioning().none(batch.size());
      this.other = switches.compared(context, batch, classifier, model.conditioning());
      this.traces = new Traces(batch.size());
      this.guide = guide;
      this.calls = guide.beforehand();
    }

    Batched.Answer explain() {
      // 1. Encode the factual image.
      Tensor z0 = model.autoencoder().encode(batch.factuals().times(2).minus(1), batch.noise());
      called(Cost.ZERO.encoder(1));
      // 2. Abduction: diffuse it forward, one list position above the first reverse step.
      int start = switches.encodeOneNoisier() ? distance() : distance() - 1;
      double a = timesteps.alphaBar(Math.min(start, timesteps.size() - 1));
      Tensor zt = Ddim.noised(z0, batch.noise().draw("abduction", 0, z0.shape()), a);
      watch.at(0, "z0", z0);
      watch.at(0, "zEnc", zt);
      // 3. Guided denoising (Alg. 1, lines 4-12); only zt and the mask outlive a step.
      for (int i = distance() - 1; i >= 0; i--) {
        Interrupt.check("at step " + (distance() - i));
        try (Scope step = Scope.open()) {
          zt = step.keepInstead(zt, reverse(step, zt, i));
        }
      }
      // 4. Decode.
      Tensor edited = model.autoencoder().decode(zt).plus(1).over(2).clamp(0, 1);
      called(Cost.ZERO.decoder(1, 0));
      Optional<Tensor> mask = Optional.ofNullable(kept).map(m -> m.over(distance()));
      return new Batched.Answer(edited, traces.lists(), mask, calls);
    }

    /** One step of Algorithm 1 at a list position. */
    private Tensor reverse(Scope scope, Tensor zt, int i) {
      int number = distance() - i;
      double a = timesteps.alphaBar(i);
      Tensor t = Tensor.filled(timesteps.at(i), batch.size());
      watch.at(number, "timestep", t);
      watch.at(number, "zIn", zt);
      Scores s = scores(zt, t, a, number);
      Tensor implicit = s.epsC().minus(s.epsU()); // Eq. 7
      Tensor guidance = implicit;
      if (switches.guidance() == LdceSwitches.Guidance.PROJECTED) {
        Tensor axis = other == context ? implicit : predict(zt, t, other, false).minus(s.epsU());
        guidance = guidance(scope, s, implicit, axis, a, number);
      }
      Tensor eps = s.epsU().plus(guidance.times(guidanceScale)); // Eq. 11
      watch.at(number, "epsU", s.epsU());
      watch.at(number, "epsC", s.epsC());
      watch.at(number, "eps", eps);
      watch.at(number, "z0FromEps", Ddim.clean(zt, eps, a));
      Tensor zPrevious = Ddim.step(zt, eps, a, timesteps.alphaBarPrevious(i)); // Eq. 4
      watch.at(number, "zOut", zPrevious);
      return zPrevious;
    }

    /** What one forward gives: both noise predictions, and the two gradients for zt. */
    private record Scores(
        Tensor epsU,
        Tensor epsC,
        Tensor gC,
        Tensor gD,
        float[] targets,
        List<Optional<Image>> pictures) {}

    private Scores scores(Tensor zt, Tensor t, double a, int number) {
      boolean free = switches.guidance() == LdceSwitches.Guidance.FREE;
      boolean graphU = switches.graphThrough(LdceSwitches.Clean.UNCONDITIONAL);
      boolean graphC = switches.graphThrough(LdceSwitches.Clean.CONDITIONAL);
      try (Gradients graph = Gradients.record()) {
        Tensor leaf = graph.leaf(zt);
        Tensor epsU = predict(leaf, t, none, graphU);
        Tensor epsC = predict(leaf, t, context, graphC);
        if (free) {
          return new Scores(epsU, epsC, null, null, null, null);
        }
        Tensor eps = switches.epsOfClean(epsU, epsC, guidanceScale);
        Tensor xHat = model.autoencoder().decode(Ddim.clean(leaf, eps, a)); // Eq. 5
        Tensor pixels = xHat.plus(1).over(2);
        LdceGuide.Seen seen = guide.at(graph, pixels, leaf, distance() - number);
        Tensor gC = seen.gC();
        Tensor gD =
            distanceScale == 0
                ? gC.times(0)
                : graph.of(switches.distance(pixels, batch.factuals()), leaf);
        int gradients = distanceScale == 0 ? 1 : 2;
        int unetBackwards = gradients * ((graphU ? 1 : 0) + (graphC ? 1 : 0));
        called(
            Cost.ZERO.classifier(1, seen.backwards()).decoder(1, gradients).unet(0, unetBackwards));
        watch.at(number, "xHat", xHat);
        return new Scores(
            epsU.detached(),
            epsC.detached(),
            gC,
            gD,
            Targets.probabilities(batch, seen.logits().detached(), classifier),
            batch.pictures(number, pixels.detached()));
      }
    }

    /** Counts network calls of every query: all of a batch take part in each. */
    private void called(Cost some) {
      calls = calls.plus(some);
    }

    private Tensor predict(Tensor zt, Tensor t, Tensor tokens, boolean graph) {
      called(Cost.ZERO.unet(1, 0));
      if (graph) {
        return model.predictor().predict(zt, t, tokens);
      }
      try (Gradients without = Gradients.pause()) {
        return model.predictor().predict(zt, t, tokens);
      }
    }

    /** Eqs. 8-10: scores, consensus, renormalisation, weighted sum. */
    private Tensor guidance(
        Scope scope, Scores s, Tensor implicit, Tensor axis, double a, int number) {
      Tensor classifierScore = s.gC().times(-Math.sqrt(1 - a)); // Eq. 8
      Tensor distanceScore = s.gD().times(-Math.sqrt(1 - a));
      Tensor mask = switches.mask(axis, classifierScore, consensusDegrees, batch.noise(), number);
      remember(scope, mask, s, number);
      watch.at(number, "mask", mask);
      watch.at(number, "classifierScore", classifierScore);
      Tensor agreed = switches.agreed(implicit, classifierScore, mask, consensusDegrees); // Eq. 10
      watch.at(number, "agreed", agreed);
      watch.at(number, "distanceScore", distanceScore);
      Tensor c = switches.renormalised(agreed, implicit, s.epsU());
      Tensor d = switches.renormalised(distanceScore, implicit, s.epsU());
      watch.at(number, "classifierScoreRenormalised", c);
      watch.at(number, "distanceScoreRenormalised", d);
      return c.times(classifierScale).minus(d.times(distanceScale));
    }

    private void remember(Scope scope, Tensor mask, Scores s, int number) {
      float[] fractions = Masks.keptFraction(mask).floats();
      traces.add(number, timesteps.at(distance() - number), s.targets(), fractions, s.pictures());
      kept = scope.keepInstead(kept, kept == null ? mask.copy() : kept.plus(mask));
    }
  }
}
