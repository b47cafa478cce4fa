package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Method;
import io.otherwise.explain.Query;
import io.otherwise.explain.Records;
import io.otherwise.guidance.Cone;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Optional;

/**
 * Diffusion Visual Counterfactual Explanations: guides a diffusion model of the pixels by the
 * classifier's gradient through it, pulled into a cone around itself by the gradient of a second,
 * <em>robust</em> classifier. What it shows is therefore in part what the robust one sees.
 *
 * <p>Augustin, Boreiko, Croce and Hein (2022), <a href="https://arxiv.org/abs/2210.11841">Diffusion
 * Visual Counterfactual Explanations</a>, Section 3. Reference: valentyn1boreiko/DVCEs at 2de4669,
 * {@code DiffusionAttack}.
 *
 * <h2>Notation</h2>
 *
 * Images are in the diffusion model's range [-1, 1]: {@code x} the factual one, {@code xt} the
 * noisy x_t, {@code clean} its clean estimate, unclipped; {@code eps} the predicted noise; {@code
 * gTarget} and {@code gRobust} the gradients of the target's log-probability by both classifiers,
 * {@code gD} that of the distance; C_c, C_d and alpha are {@code classifierScale}, {@code
 * distanceScale} and {@code coneDegrees}.
 *
 * <h2>Differences from the reference</h2>
 *
 * One U-Net forward a step serves the sampler and all gradients; the reference does two, and
 * computes the classifier's gradient twice. Random views have the size of the image, and a
 * classifier brings them to its own; the reference averages pixels to the classifier's size before
 * it draws views. All draws are counted per query; nothing is drawn for the last step, whose noise
 * counts for nothing. A third classifier to move away from, which the reference has no gradient of,
 * is left out.
 *
 * @param respacing timesteps the sampler keeps, as guided diffusion writes it: {@code 200}
 * @param skipped how many of the noisiest of these are not run
 * @param classifierScale C_c, the norm of the classifier's share in norms of the predicted noise
 * @param distanceScale C_d, the same of the distance's share
 * @param coneDegrees alpha, half the opening of the cone, in [0, 90)
 * @param views of the clean estimate over which a classifier's gradient is averaged: itself and,
 *     where more than 1, random ones, which each classifier draws for itself. All of a micro-batch
 *     go through the classifier in one call, so its memory grows with them
 * @param guide whose gradients are followed
 * @param switches where command lines differ
 */
public record Dvce(
    String respacing,
    int skipped,
    double classifierScale,
    double distanceScale,
    double coneDegrees,
    int views,
    Guide guide,
    DvceSwitches switches)
    implements Method {

  /** Whose gradients are followed. */
  public enum Guide {
    /** The target classifier's, pulled into the cone around it by the robust one's. */
    CONE,
    /** The target classifier's alone: for one that is robust itself, or as an ablation. */
    TARGET,
    /**
     * The robust classifier's alone: shows what of an answer the target classifier had no say in.
     */
    ROBUST
  }

  public Dvce {
    Check.atLeast("skipped counts the noisiest steps that are not run", skipped, 0, 100);
    Check.notNegative("classifierScale multiplies the classifier's share", classifierScale, 0.1);
    Check.notNegative("distanceScale multiplies the distance's share", distanceScale, 0.15);
    Check.within("coneDegrees is half the opening of a cone", coneDegrees, 0, 89.9, 30);
    Check.atLeast("views counts what a classifier sees of an estimate", views, 1, 16);
  }

  /**
   * ImageNet, any target classifier beside a robust one: 100 of 200 steps, a cone of 30 degrees, 16
   * views.
   */
  public static Dvce paper() {
    return new Dvce("200", 100, 0.1, 0.15, 30, 16, Guide.CONE, DvceSwitches.published());
  }

  /**
   * The same for a robust classifier, which needs neither cone nor views: the code's default
   * configuration.
   */
  public static Dvce code() {
    return paper().guide(Guide.TARGET).views(1);
  }

  /**
   * The embedded world: the paper's numbers, half of 50 steps, a quarter of the views; notebook 22
   * tries other scales and finds none better.
   */
  public static Dvce world() {
    return paper().respacing("50").skipped(25).views(4);
  }

  public Dvce respacing(String value) {
    return Records.with(this, "respacing", value);
  }

  public Dvce skipped(int value) {
    return Records.with(this, "skipped", value);
  }

  public Dvce classifierScale(double value) {
    return Records.with(this, "classifierScale", value);
  }

  public Dvce distanceScale(double value) {
    return Records.with(this, "distanceScale", value);
  }

  public Dvce coneDegrees(double value) {
    return Records.with(this, "coneDegrees", value);
  }

  public Dvce views(int value) {
    return Records.with(this, "views", value);
  }

  public Dvce guide(Guide value) {
    return Records.with(this, "guide", value);
  }

  public Dvce switches(DvceSwitches value) {
    return Records.with(this, "switches", value);
  }

  @Override
  public String name() {
    return "DVCE";
  }

  @Override
  public String citation() {
    return "Augustin et al. (2022), Diffusion Visual Counterfactual Explanations";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/2210.11841";
  }

  /**
   * Binds the method to the classifier to explain and the model that edits, without a robust one.
   *
   * @throws IllegalArgumentException unless the guide is TARGET
   */
  public Batched on(Classifier target, PixelDiffusion model) {
    if (guide != Guide.TARGET) {
      throw new IllegalArgumentException(
          "the guide "
              + guide
              + " needs a robust classifier, but none was given; use on(target, robust, model) or"
              + " guide(TARGET)");
    }
    return on(target, target, model);
  }

  /** Binds the method to the classifier to explain, a robust one, and the model that edits. */
  public Batched on(Classifier target, Classifier robust, PixelDiffusion model) {
    Ancestral sampler = model.respaced(respacing);
    if (skipped >= sampler.size()) {
      throw new IllegalArgumentException(
          "at least one step is run, but "
              + skipped
              + " of "
              + sampler.size()
              + " are skipped; skip half of them for the paper's setting");
    }
    Batched batched =
        Batched.of(
            this,
            target,
            query -> check(query, robust, model),
            Noise::counted,
            (batch, watch) -> new Run(batch, watch, target, robust, sampler).explain());
    return guide == Guide.TARGET
        ? batched.using(model.name())
        : batched.using(model.name(), robust.identity());
  }

  private static void check(Query query, Classifier robust, PixelDiffusion model) {
    model.checkSize(query.factual().height(), query.factual().width());
    robust.indexOf(query.target());
  }

  /** One batch on its way through the guided sampler. */
  private final class Run {
    private final Batch batch;
    private final Watch watch;
    private final Viewed target;
    private final Viewed robust;
    private final Ancestral sampler;
    private final Tensor x;
    private final Traces traces;

    Run(Batch batch, Watch watch, Classifier target, Classifier robust, Ancestral sampler) {
      this.batch = batch;
      this.watch = watch;
      this.target = new Viewed(target, batch, "target", views, watch);
      Batch asRobustSees = Batch.of(batch.queries(), robust, batch.noise());
      this.robust = new Viewed(robust, asRobustSees, "robust", views, watch);
      this.sampler = sampler;
      // 1. The factual image in the model's range.
      this.x = PixelDiffusion.signed(batch.factuals());
      this.traces = new Traces(batch.size());
    }

    Batched.Answer explain() {
      // 2. Diffuse it to the first position that is run.
      int first = sampler.size() - skipped - 1;
      Tensor xt = sampler.noised(x, batch.noise().draw("start", 0, x.shape()), first);
      // 3. Guided denoising; one scope a step, only xt and the clean estimate outlive it.
      Tensor clean = null;
      for (int i = first; i >= 0; i--) {
        Interrupt.check("at step " + (first - i + 1));
        try (Scope step = Scope.open()) {
          Scores s = scores(xt, i, first - i + 1);
          Tensor next = reverse(s, i, first - i + 1);
          clean = step.keepInstead(clean, s.p().clean());
          xt = step.keepInstead(xt, next);
        }
      }
      // 4. The answer is the last clean estimate, not the last sample.
      Tensor edited = PixelDiffusion.unsigned(clean).clamp(0, 1);
      return new Batched.Answer(edited, traces.lists(), Optional.empty(), cost(first + 1));
    }

    /** What one forward gives: the step's prediction and the gradients for xt; null if unused. */
    private record Scores(Ancestral.Prediction p, Tensor gTarget, Tensor gRobust, Tensor gD) {}

    private Scores scores(Tensor xt, int i, int number) {
      watch.at(number, "xt", xt);
      try (Gradients graph = Gradients.record()) {
        Tensor leaf = graph.leaf(xt);
        Ancestral.Prediction p = sampler.predict(leaf, i, false);
        Tensor logits = logits(p.clean(), i, number);
        traces.add(
            number,
            sampler.timesteps().at(i),
            target.probabilities(logits),
            batch.pictures(number, PixelDiffusion.unsigned(p.clean().detached())));
        Tensor gTarget =
            guide == Guide.ROBUST ? null : graph.of(target.logProbability(logits), leaf);
        Tensor gRobust =
            guide == Guide.TARGET
                ? null
                : graph.of(robust.logProbability(robust.logits(p.clean(), i, number)), leaf);
        Tensor gD = distanceGradient(graph, p.clean(), leaf);
        return new Scores(
            p.detached(),
            switches.averaged(gTarget, batch.size()),
            switches.averaged(gRobust, batch.size()),
            switches.averaged(gD, batch.size()));
      }
    }

    /** The target classifier's logits of its views; of the estimate alone where it has no say. */
    private Tensor logits(Tensor clean, int i, int number) {
      if (guide != Guide.ROBUST) {
        return target.logits(clean, i, number);
      }
      try (Gradients without = Gradients.pause()) {
        return target.logitsOfClean(clean); // for the trace alone
      }
    }

    /** Of the mean over a sample's values of |clean - x|^p. */
    private Tensor distanceGradient(Gradients graph, Tensor clean, Tensor leaf) {
      double p = switches.distancePower();
      if (distanceScale == 0) {
        return Tensor.full(0, x.shape());
      }
      Tensor difference = clean.minus(x);
      if (switches.distanceThroughModel()) {
        return graph.of(difference.abs().pow(p).mean(1, 2, 3).sum(), leaf);
      }
      Tensor d = difference.detached();
      return d.abs().pow(p - 1).times(p).times(d.sign());
    }

    /** The guided step: mean + variance (C_c g_c - C_d g_d) + deviation noise. */
    private Tensor reverse(Scores s, int i, int number) {
      Tensor gC = classifierGradient(s, number);
      Tensor guidance =
          switches
              .renormalised(gC, s.p().eps())
              .times(classifierScale)
              .minus(switches.renormalised(s.gD(), s.p().eps()).times(distanceScale));
      Tensor mean = s.p().mean().plus(s.p().variance().times(guidance));
      watch.at(number, "eps", s.p().eps());
      watch.at(number, "clean", s.p().clean());
      watch.at(number, "mean", s.p().mean());
      watch.at(number, "variance", s.p().variance());
      watch.at(number, "guidance", guidance);
      watch.at(number, "meanGuided", mean);
      if (i == 0) {
        return mean;
      }
      Tensor noise = batch.noise().draw("step", i, x.shape());
      return sampler.step(s.p().mean(mean), noise, i);
    }

    private Tensor classifierGradient(Scores s, int number) {
      return switch (guide) {
        case TARGET -> s.gTarget();
        case ROBUST -> s.gRobust();
        case CONE -> {
          Tensor cone = Cone.global(s.gRobust(), s.gTarget(), coneDegrees); // Eq. 9
          watch.at(number, "gTarget", s.gTarget());
          watch.at(number, "gRobust", s.gRobust());
          watch.at(number, "cone", cone);
          yield cone;
        }
      };
    }

    private Cost cost(int steps) {
      int gradients = guide == Guide.CONE ? 2 : 1;
      int backwards = gradients + (switches.distanceThroughModel() && distanceScale > 0 ? 1 : 0);
      int passes = gradients * views;
      int forwards = guide == Guide.ROBUST ? passes + 1 : passes;
      return Cost.ZERO
          .unet(steps, (long) steps * backwards)
          .classifier((long) steps * forwards, (long) steps * passes);
    }
  }
}
