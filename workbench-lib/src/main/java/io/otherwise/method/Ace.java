package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.explain.Method;
import io.otherwise.explain.Query;
import io.otherwise.explain.Records;
import io.otherwise.guidance.Masks;
import io.otherwise.guidance.Norms;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Adversarial Counterfactual Visual Explanations: an adversarial attack on the classifier behind a
 * diffusion model, which lets only changes through that look like images; then the model refines
 * what changed, and the rest of the factual image is put back.
 *
 * <p>Jeanneret, Simon and Jurie (2023), <a href="https://arxiv.org/abs/2303.09962">Adversarial
 * Counterfactual Visual Explanations</a>, Section 3. Reference: guillaumejs2403/ACE at 6684b93.
 *
 * <h2>Notation</h2>
 *
 * {@code x} the factual image, {@code adversarial} x', the pre-explanation once the attack ends;
 * {@code F} the filter: noise an image to level {@code depth} (tau) and denoise it again; {@code
 * gC} the gradient of the classification loss at x' through F, {@code gD} that of the distance.
 *
 * <h2>Differences from the reference</h2>
 *
 * The classification loss is a sum over the batch, so that an answer does not depend on the batch;
 * the code's mean is a switch. The reference's gradient in segments ("checkpoint") starts its later
 * segments from an image that is denoised already, which is wrong from three segments on; ours
 * equals the gradient in one graph, and runs each step twice where the reference runs it once for
 * every later segment. There it shares noise over the batch; here it is counted per query. An
 * unchanged image is kept, where the code's mask divides by zero. The code's attack of Carlini and
 * Wagner loses its last step; ours does not. Left out is what no published result can come from:
 * the shortcut gradient and the projection to an l2 ball, which do not run as shipped, and the
 * schedules of the distance's weight, of which the authors say that they used none.
 *
 * @param respacing timesteps the sampler keeps, as guided diffusion writes it: {@code 25}
 * @param depth tau: how many of the kept steps the filter goes up and down
 * @param iterations of the attack, all of them run
 * @param rate largest change of a value in one iteration, in units of the [0, 1] range; without the
 *     sign, what the gradient is multiplied with
 * @param budget largest change of a value in all
 * @param l1Scale lambda_d of the l1 variant, 0 for none
 * @param l2Scale lambda_d of the l2 variant, 0 for none
 * @param refinement what follows the attack
 * @param switches where paper, code and sense differ
 */
public record Ace(
    String respacing,
    int depth,
    int iterations,
    double rate,
    double budget,
    double l1Scale,
    double l2Scale,
    Refinement refinement,
    AceSwitches switches)
    implements Method {

  public Ace {
    Check.atLeast("depth counts the steps of the filter", depth, 1, 5);
    Check.atLeast("iterations counts the steps of the attack", iterations, 1, 50);
    Check.notNegative("rate is the largest change of a value in one iteration", rate, 1 / 255.0);
    Check.share("budget is the largest change of a value in all", budget, 1);
    Check.notNegative("l1Scale multiplies the l1 distance", l1Scale, 0.001);
    Check.notNegative("l2Scale multiplies the l2 distance", l2Scale, 0.1);
  }

  /** CelebA-HQ at 256 pixels, the l1 variant: 5 of 25 steps, 50 iterations. */
  public static Ace paper() {
    return new Ace(
        "25", 5, 50, 1 / 255.0, 1, 0.001, 0, Refinement.of(0.15, 15, 256), AceSwitches.published());
  }

  /** The same with the code's mean over the batch; equal to the paper's at its batch of one. */
  public static Ace code() {
    return paper().switches(AceSwitches.published().meanOverBatch(true));
  }

  /** ImageNet at 256 pixels: 100 iterations. */
  public static Ace paperImageNet() {
    return paper().iterations(100);
  }

  /** CelebA at 128 pixels: 5 of 50 steps. */
  public static Ace paperCelebA() {
    return paper().respacing("50").refinement(Refinement.of(0.15, 15, 128));
  }

  /** BDD100K at 512 x 256 pixels: 5 of 100 steps, a threshold of 0.05. */
  public static Ace paperBdd() {
    return paper().respacing("100").refinement(Refinement.of(0.05, 15, 362));
  }

  /**
   * The embedded world: the paper's numbers at 64 pixels, the best of the five settings that
   * notebook 22 tries.
   */
  public static Ace world() {
    return paper().refinement(paper().refinement().scaledTo(64));
  }

  /** The l2 variant: the weights of the distances exchanged for the paper's. */
  public Ace l2() {
    return l1Scale(0).l2Scale(0.1);
  }

  /** Without the second stage: the pre-explanation is the answer. */
  public Ace withoutRefinement() {
    return refinement(new Refinement(false, refinement.mask()));
  }

  /** The dilation that is the same part of this image. */
  public Ace scaledTo(Image image) {
    return refinement(refinement.scaledTo(Scaled.side(image)));
  }

  public Ace respacing(String value) {
    return Records.with(this, "respacing", value);
  }

  public Ace depth(int value) {
    return Records.with(this, "depth", value);
  }

  public Ace iterations(int value) {
    return Records.with(this, "iterations", value);
  }

  public Ace rate(double value) {
    return Records.with(this, "rate", value);
  }

  public Ace budget(double value) {
    return Records.with(this, "budget", value);
  }

  public Ace l1Scale(double value) {
    return Records.with(this, "l1Scale", value);
  }

  public Ace l2Scale(double value) {
    return Records.with(this, "l2Scale", value);
  }

  public Ace refinement(Refinement value) {
    return Records.with(this, "refinement", value);
  }

  public Ace switches(AceSwitches value) {
    return Records.with(this, "switches", value);
  }

  @Override
  public String name() {
    return "ACE";
  }

  @Override
  public String citation() {
    return "Jeanneret et al. (2023), Adversarial Counterfactual Visual Explanations";
  }

  @Override
  public String url() {
    return "https://arxiv.org/abs/2303.09962";
  }

  /** Binds the method to the classifier to explain and the diffusion model that filters. */
  public Batched on(Classifier classifier, PixelDiffusion model) {
    Ancestral sampler = model.respaced(respacing);
    if (depth > sampler.size()) {
      throw new IllegalArgumentException(
          "the filter goes up at most all of the kept steps, but depth was "
              + depth
              + " of "
              + sampler.size()
              + "; keep more steps or choose 5 for the paper's setting");
    }
    return Batched.of(
            this,
            classifier,
            query -> check(query, model),
            Noise::counted,
            (batch, watch) -> new Run(batch, watch, classifier, sampler).explain())
        .using(model.name());
  }

  private void check(Query query, PixelDiffusion model) {
    model.checkSize(query.factual().height(), query.factual().width());
    if (refinement.on()) {
      refinement.mask().check(query, "ACE");
    }
  }

  /** One batch on its way through both stages. */
  private final class Run {
    private final Batch batch;
    private final Watch watch;
    private final Classifier classifier;
    private final Ancestral sampler;
    private final Tensor x;
    private final Traces traces;
    private int unet;
    private int classified;

    Run(Batch batch, Watch watch, Classifier classifier, Ancestral sampler) {
      this.batch = batch;
      this.watch = watch;
      this.classifier = classifier;
      this.sampler = sampler;
      this.x = batch.factuals();
      this.traces = new Traces(batch.size());
    }

    Batched.Answer explain() {
      // 1. Towards which class, or away from which.
      Tensor classes = switches.untargeted() ? predicted() : batch.targets();
      // 2. Attack the classifier behind the filter: the pre-explanation.
      Tensor adversarial = x;
      for (int k = 1; k <= iterations; k++) {
        Interrupt.check("at iteration " + k);
        try (Scope step = Scope.open()) {
          Tensor next = attacked(adversarial, classes, k);
          adversarial = step.keepInstead(adversarial == x ? null : adversarial, next);
        }
      }
      watch.at(iterations, "preExplanation", adversarial);
      Tensor change = Masks.change(x, adversarial);
      // 3. What stays as it was: 1 where nothing near changed much.
      Tensor kept = refinement.mask().kept(change);
      watch.at(iterations, "change", change);
      watch.at(iterations, "kept", kept);
      // 4. Refine the rest.
      Tensor edited = refinement.on() ? refined(adversarial, kept).clamp(0, 1) : adversarial;
      Tensor free = kept.times(-1).plus(1);
      return new Batched.Answer(
          edited, traces.lists(), refinement.on() ? Optional.of(free) : Optional.empty(), cost());
    }

    private Tensor predicted() {
      Tensor logits = classifier.logits(x);
      return classifier.binary() ? logits.atLeast(0).toLong() : logits.argmax(1);
    }

    /** One iteration: as published x' - rate sign(g_C + g_D), in the budget and the box. */
    private Tensor attacked(Tensor adversarial, Tensor classes, int k) {
      watch.at(k, "adversarial", adversarial);
      Tensor gC = classGradient(adversarial, classes, k);
      Tensor gD = distanceGradient(adversarial);
      watch.at(k, "gC", gC);
      watch.at(k, "gD", gD);
      Tensor g = (switches.untargeted() ? gC.negated() : gC).plus(gD);
      Tensor moved = switches.moved(adversarial, g, rate);
      return moved.minimum(x.plus(budget)).maximum(x.minus(budget)).clamp(0, 1);
    }

    /** Gradient of L_class(F(x'), y) for x', through every step of the filter. */
    private Tensor classGradient(Tensor adversarial, Tensor classes, int k) {
      List<UnaryOperator<Tensor>> links = new ArrayList<>();
      Tensor noise = draw("attack" + k, depth);
      for (int i = depth - 1; i >= 0; i--) {
        int position = i;
        Tensor after = i == 0 ? null : draw("attack" + k, i);
        links.add(
            at ->
                step(
                    position == depth - 1
                        ? sampler.noised(PixelDiffusion.signed(at), noise, position)
                        : at,
                    after,
                    position));
      }
      links.add(filtered -> loss(PixelDiffusion.unsigned(filtered), classes, k));
      Tensor sum = new Chain(links).gradient(adversarial, switches.linksPerGraph());
      return switches.meanOverBatch() ? sum.over(batch.size()) : sum;
    }

    private Tensor loss(Tensor image, Tensor classes, int k) {
      Tensor logits = classifier.logits(image);
      classified++;
      traces.add(
          k,
          k,
          Targets.probabilities(batch, logits.detached(), classifier),
          batch.pictures(k, image.detached()));
      return switches.loss(classes, logits, classifier);
    }

    /** Gradient of lambda_d |x' - x|, at 0 it is 0. */
    private Tensor distanceGradient(Tensor adversarial) {
      Tensor edit = adversarial.minus(x);
      Tensor l1 = edit.sign().times(l1Scale);
      return l2Scale == 0 ? l1 : l1.plus(edit.over(Norms.guarded(edit)).times(l2Scale));
    }

    /** F again, with the factual image where it is to stay, at every step and at the end. */
    private Tensor refined(Tensor adversarial, Tensor kept) {
      Tensor factual = PixelDiffusion.signed(x);
      Tensor xt =
          sampler.noised(PixelDiffusion.signed(adversarial), draw("refinement", depth), depth - 1);
      watch.at(iterations, "noisy", PixelDiffusion.unsigned(xt).clamp(0, 1));
      for (int i = depth - 1; i >= 0; i--) {
        try (Scope scope = Scope.open()) {
          Tensor at = xt;
          if (refinement.mask().threshold() > 0) {
            at = Masks.blend(kept, sampler.noised(factual, draw("kept", i), i), xt);
          }
          xt = scope.keepInstead(xt, step(at, i == 0 ? null : draw("refinement", i), i));
        }
      }
      return PixelDiffusion.unsigned(Masks.blend(kept, factual, xt));
    }

    private Tensor step(Tensor xt, Tensor noise, int i) {
      unet++;
      Ancestral.Prediction p = sampler.predict(xt, i);
      return noise == null ? p.mean() : sampler.step(p, noise, i);
    }

    private Tensor draw(String stream, int step) {
      return batch.noise().draw(stream, step, x.shape());
    }

    private Cost cost() {
      return Cost.ZERO.unet(unet, (long) iterations * depth).classifier(classified, iterations);
    }
  }
}
