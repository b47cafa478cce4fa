package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Method;
import io.otherwise.explain.StepRecord;
import io.otherwise.guidance.Losses;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PerceptualNetwork;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
 * Both losses at the clean image share one backward pass. Noise is counted per query, attempt and
 * step, so an answer does not depend on the batch. More than two classes work, by the target's
 * logit. Where the ablation's code does not run (Direct's distance) or does not exist (Early
 * Stopping), its definition in the paper's Section 4.4 is followed.
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
    Check.atLeast("tau counts the reverse steps", tau, 1, 60);
    classifierScales = List.copyOf(classifierScales);
    Check.atLeast("classifierScales has one value an attempt", classifierScales.size(), 1, 3);
    for (double scale : classifierScales) {
      Check.notNegative("a classifier scale multiplies the classifier's loss", scale, 8);
    }
    Check.notNegative("perceptualScale multiplies the perceptual loss", perceptualScale, 30);
    Check.notNegative("distanceScale multiplies the l1 distance", distanceScale, 0.05);
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

  /** The embedded world: the paper's share of 50 timesteps, so 15 are run; not tuned yet. */
  public static Dime world() {
    return code().respacing("50").tau(15);
  }

  public Dime tau(int value) {
    return new Dime(
        value, respacing, classifierScales, perceptualScale, distanceScale, variant, switches);
  }

  public Dime respacing(String value) {
    return new Dime(
        tau, value, classifierScales, perceptualScale, distanceScale, variant, switches);
  }

  public Dime classifierScales(List<Double> values) {
    return new Dime(tau, respacing, values, perceptualScale, distanceScale, variant, switches);
  }

  public Dime perceptualScale(double value) {
    return new Dime(tau, respacing, classifierScales, value, distanceScale, variant, switches);
  }

  public Dime distanceScale(double value) {
    return new Dime(tau, respacing, classifierScales, perceptualScale, value, variant, switches);
  }

  public Dime variant(Variant value) {
    return new Dime(
        tau, respacing, classifierScales, perceptualScale, distanceScale, value, switches);
  }

  public Dime switches(DimeSwitches value) {
    return new Dime(
        tau, respacing, classifierScales, perceptualScale, distanceScale, variant, value);
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
    Ancestral sampler = model.respaced(respacing);
    int start = switches.startOneNoisier() ? tau : tau - 1;
    if (start >= sampler.size()) {
      throw new IllegalArgumentException(
          ("the sampler keeps more timesteps than the noisiest one has below it, but tau was %d of"
                  + " %d; lower tau or keep more timesteps")
              .formatted(tau, sampler.size()));
    }
    return Batched.of(
            this,
            classifier,
            query -> model.checkSize(query.factual().height(), query.factual().width()),
            Noise::counted,
            (batch, watch) -> new Run(batch, watch, classifier, sampler, perceptual).explain())
        .using(model.name(), perceptual.name());
  }

  /** One batch on its way through all attempts. */
  private final class Run {
    private final Batch batch;
    private final Watch watch;
    private final Classifier classifier;
    private final Ancestral sampler;
    private final PerceptualNetwork perceptual;
    private final Tensor[] edited;
    private final List<List<StepRecord>> traces = new ArrayList<>();
    private final Tally[] tallies;

    Run(
        Batch batch,
        Watch watch,
        Classifier classifier,
        Ancestral sampler,
        PerceptualNetwork perceptual) {
      this.batch = batch;
      this.watch = watch;
      this.classifier = classifier;
      this.sampler = sampler;
      this.perceptual = perceptual;
      this.edited = new Tensor[batch.size()];
      this.tallies = new Tally[batch.size()];
      for (int i = 0; i < batch.size(); i++) {
        traces.add(new ArrayList<>());
        tallies[i] = new Tally();
      }
    }

    Batched.Answer explain() {
      // 1. Noise the factual image (Eq. 2); all attempts begin with the same z_tau.
      Tensor start = noised(batch, 0);
      watch.at(0, "zTau", start);
      int[] open = IntStream.range(0, batch.size()).toArray();
      for (int attempt = 0; attempt < classifierScales.size() && open.length > 0; attempt++) {
        try (Scope scope = Scope.open()) {
          open = new Attempt(attempt, open).run(scope, start);
        }
      }
      return new Batched.Answer(
          PixelDiffusion.unsigned(Tensor.cat(List.of(edited), 0)).clamp(0, 1),
          traces,
          Optional.empty(),
          Arrays.stream(tallies).map(Tally::cost).toList());
    }

    private Tensor noised(Batch some, int draw) {
      Tensor x = PixelDiffusion.signed(some.factuals());
      int position = switches.startOneNoisier() ? tau : tau - 1;
      return sampler.noised(x, some.noise().draw("abduction", draw, x.shape()), position);
    }

    /** Some queries under one classifier scale. */
    private final class Attempt {
      private final int number;
      private final int[] rows;
      private final Batch some;
      private final Tensor x;
      private final boolean[] stopped;
      private final Tensor features;
      private final Tensor constant;

      Attempt(int number, int... rows) {
        this.number = number;
        this.rows = rows;
        this.some = batch.only(rows);
        this.x = PixelDiffusion.signed(some.factuals());
        this.stopped = new boolean[rows.length];
        Arrays.stream(rows).forEach(row -> traces.get(row).clear());
        this.features = perceives() ? features(x) : null;
        this.constant = variant == Variant.NAIVE ? ofLosses(x, tau - 1) : null;
      }

      /** The factual image has no perceptual distance to itself, so NAIVE has none. */
      private boolean perceives() {
        return perceptualScale > 0 && variant != Variant.NAIVE && variant != Variant.UNCONDITIONAL;
      }

      /** Returns the places of the queries that are still undecided for their target. */
      int[] run(Scope scope, Tensor start) {
        boolean own = number > 0 && !switches.sharedStart();
        Tensor zt = own ? noised(some, number) : start.select(0, Batch.rows(rows));
        Tensor xt = x;
        for (int i = tau - 1; i >= 0; i--) {
          interruptible(i);
          try (Scope step = Scope.open()) {
            heard(tau - i, "zt", zt);
            heard(tau - i, "xt", xt);
            // 2. The gradient of both losses at the clean image, and of the noisy one's distance.
            Tensor gradient = guided(i) ? gradient(zt, xt, i) : null;
            // 3. One reverse step, its mean moved against the gradient (Eq. 4).
            Ancestral.Prediction p = sampler.predict(zt, i);
            counted(1);
            Tensor mean =
                gradient == null ? p.mean() : p.mean().minus(p.variance().times(gradient));
            Tensor draw = some.noise().draw(stream("guided"), i, x.shape());
            Tensor zPrevious = sampler.step(p.mean(mean), draw, i);
            // 4. The clean image of the next step: denoise without guidance from here (Eq. 3).
            Tensor clean = gradient != null && rollsOut() && i > 0 ? rolledOut(zPrevious, i) : xt;
            zt = step.keepInstead(zt, zPrevious);
            xt = step.keepInstead(xt == x ? null : xt, clean);
          }
        }
        return undecided(scope, zt);
      }

      private String stream(String what) {
        return "attempt" + number + "/" + what;
      }

      private void heard(int step, String name, Tensor value) {
        watch.at(number * (tau + 1) + step, name, value);
      }

      private void interruptible(int i) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException(
              "stopped at step %d of attempt %d".formatted(tau - i, number + 1));
        }
      }

      private boolean guided(int i) {
        return variant != Variant.UNCONDITIONAL
            && tau - 1 - i < switches.guidedIterations()
            && !IntStream.range(0, rows.length).allMatch(k -> stopped[k]);
      }

      private boolean rollsOut() {
        return variant == Variant.DIME || variant == Variant.EARLY_STOPPING;
      }

      private Tensor rolledOut(Tensor zt, int steps) {
        counted(steps);
        return sampler.denoised(
            zt,
            steps,
            j ->
                switches.rolloutNoise()
                    ? some.noise().draw(stream("rollout" + steps), j, x.shape())
                    : Tensor.full(0, 1, 1, 1, 1));
      }

      private void counted(int calls) {
        for (int row : rows) {
          tallies[row].unet += calls;
        }
      }

      /** What the mean moves against; null where every query has just stopped. */
      private Tensor gradient(Tensor zt, Tensor xt, int i) {
        double root = switches.scaled() ? Math.sqrt(sampler.alphaBar(i)) : 1;
        return switch (variant) {
          case DIME -> ofLosses(xt, i).over(root).plus(ofDistance(zt)); // Eq. 8
          case EARLY_STOPPING -> {
            Tensor whole = ofLosses(xt, i).over(root).plus(ofDistance(zt));
            yield guided(i) ? whole.times(stillGuided()) : null;
          }
          case DIRECT -> ofLosses(zt, i).plus(ofDistance(zt));
          case NAIVE -> constant.over(root);
          case UNCONDITIONAL -> throw new IllegalStateException("nothing guides it");
        };
      }

      /** Gradient of Eq. 5, lambda_c L_class + lambda_p L_perc, at an image. */
      private Tensor ofLosses(Tensor at, int i) {
        try (Gradients graph = Gradients.record()) {
          Tensor leaf = graph.leaf(at);
          Tensor logits = classifier.logits(PixelDiffusion.unsigned(leaf));
          remember(logits.detached(), i);
          Tensor loss = loss(logits).times(classifierScales.get(number));
          if (perceives()) {
            loss = loss.plus(Losses.meanSquares(features(leaf), features).times(perceptualScale));
          }
          return graph.of(loss, leaf);
        }
      }

      /** L_class: minus the target's logit, or minus its log-probability. */
      private Tensor loss(Tensor logits) {
        Tensor sum =
            switches.logits()
                ? Targets.logit(some, logits, classifier)
                : Targets.logProbability(some, logits, classifier);
        return sum.negated();
      }

      private Tensor features(Tensor image) {
        return perceptual.features(PixelDiffusion.unsigned(image.clamp(-1, 1)));
      }

      /** Gradient of eta |z_t - x|_1 at z_t, which nothing divides. */
      private Tensor ofDistance(Tensor zt) {
        Tensor edit = zt.minus(x);
        Tensor l1 = edit.sign().times(distanceScale);
        if (switches.euclideanScale() == 0) {
          return l1;
        }
        Tensor norm = edit.square().sum(1).sqrt();
        Tensor direction = edit.over(norm.greater(0).choose(norm, norm.plus(1)));
        return l1.plus(direction.times(switches.euclideanScale()));
      }

      /** 1 for queries that are still guided, 0 for those that have stopped: N x 1 x 1 x 1. */
      private Tensor stillGuided() {
        float[] values = new float[rows.length];
        for (int k = 0; k < values.length; k++) {
          values[k] = stopped[k] ? 0 : 1;
        }
        return Tensor.of(values, rows.length, 1, 1, 1);
      }

      private void remember(Tensor logits, int i) {
        boolean[] reached = Targets.reached(some, logits, classifier);
        float[] targets = Targets.probabilities(some, logits, classifier);
        int timestep = sampler.timesteps().at(i);
        for (int k = 0; k < rows.length; k++) {
          tallies[rows[k]].classifier++;
          tallies[rows[k]].classifierBack++;
          stopped[k] |= variant == Variant.EARLY_STOPPING && reached[k];
          // Only DIME and EARLY_STOPPING show the classifier a clean image.
          double p = rollsOut() ? targets[k] : Double.NaN;
          traces.get(rows[k]).add(new StepRecord(tau - i, timestep, p, 1));
        }
      }

      /** Keeps each query's answer, and tells which of them missed the target. */
      private int[] undecided(Scope scope, Tensor zt) {
        Tensor logits = classifier.logits(PixelDiffusion.unsigned(zt));
        boolean[] reached = Targets.reached(some, logits, classifier);
        heard(tau + 1, "rows", Batch.rows(rows));
        heard(tau + 1, "edited", zt);
        heard(tau + 1, "logits", logits);
        for (int k = 0; k < rows.length; k++) {
          tallies[rows[k]].classifier++;
          edited[rows[k]] = scope.keepInstead(edited[rows[k]], zt.narrow(0, k, 1).copy());
        }
        return IntStream.range(0, rows.length).filter(k -> !reached[k]).map(k -> rows[k]).toArray();
      }
    }
  }

  /** Network calls of one query. */
  private static final class Tally {
    int unet;
    int classifier;
    int classifierBack;

    Cost cost() {
      return Cost.ZERO.unet(unet, 0).classifier(classifier, classifierBack);
    }
  }
}
