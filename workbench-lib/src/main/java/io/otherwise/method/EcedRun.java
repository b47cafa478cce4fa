package io.otherwise.method;

import io.otherwise.attribution.ScoreCam;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Image;
import io.otherwise.explain.Interrupt;
import io.otherwise.guidance.Masks;
import io.otherwise.guidance.Pruning;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Adam;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One batch on its way through the three phases of {@link Eced}; the attack is written here. */
final class EcedRun {
  private final Eced eced;
  private final EcedSwitches switches;
  private final Batch batch;
  private final Watch watch;
  private final LayeredClassifier classifier;
  private final LatentDiffusion model;
  private final Timesteps timesteps;
  private final Decoders decoders;
  private final Traces traces;
  private float[] shares;
  private float[] answer;

  EcedRun(
      Eced eced,
      Batch batch,
      Watch watch,
      LayeredClassifier classifier,
      LatentDiffusion model,
      Timesteps timesteps) {
    this.eced = eced;
    this.switches = eced.switches();
    this.batch = batch;
    this.watch = watch;
    this.classifier = classifier;
    this.model = model;
    this.timesteps = timesteps;
    this.decoders =
        switches.fitDecoder()
            ? Decoders.copied(model.autoencoder(), batch.size())
            : Decoders.shared(model.autoencoder());
    this.traces = new Traces(batch.size());
  }

  Batched.Answer explain() {
    // 1. Where the decision rests (Alg. 1).
    KeyRegion region =
        KeyRegion.of(
            classifier,
            batch.factuals(),
            ScoreCam.at(eced.layer()),
            eced.threshold(),
            switches.shrink(),
            model.autoencoder().factor(),
            watch);
    shares = region.shares();
    // 2. Keep the rest (Alg. 2).
    Tensor signed = batch.factuals().times(2).minus(1);
    Tensor zF = model.autoencoder().encode(signed, (stream, step, shape) -> Tensor.full(0, shape));
    watch.at(0, "zF", zF);
    double firstAlpha = model.schedule().alphaBar(0);
    Adam adam = new Adam(List.of(zF));
    Tensor zBg =
        new BackgroundFit(eced, batch, watch, signed, zF, region, decoders, firstAlpha).run(adam);
    watch.at(eced.fits(), "zBg", zBg);
    for (int i = 0; i < decoders.own().size(); i++) {
      heard(i);
    }
    // 3. Attack the classifier inside the region, through the sampler (Alg. 3).
    Tensor mask = region.latent();
    BlendedDiffusion blended = new BlendedDiffusion(eced, batch, model, timesteps, mask, zBg);
    Tensor zInit = Masks.blend(mask, zF, zBg); // line 3
    watch.at(0, "zInit", zInit);
    Adam attack = switches.freshAdam() ? new Adam(List.of(zInit)) : adam;
    for (int k = 1; k <= eced.rounds(); k++) {
      Interrupt.check("at iteration " + k + " of the attack");
      try (Scope step = Scope.open()) {
        zInit = step.keepInstead(zInit, attacked(zInit, mask, blended, attack, k));
      }
    }
    watch.at(eced.rounds(), "zInitEnd", zInit);
    if (switches.result() == EcedSwitches.Result.AFTER_LAST_UPDATE) {
      answer = pixels(sampled(blended, zInit)).floats();
    }
    // 4. An image without a region stays as it was.
    Tensor edited = Tensor.of(answer, batch.factuals().shape()).clamp(0, 1);
    return new Batched.Answer(
        Masks.blend(region.present(), edited, batch.factuals()),
        traces.lists(),
        Optional.of(mask),
        cost(region, blended));
  }

  /** Lines 7 to 15: one iteration. */
  private Tensor attacked(Tensor zInit, Tensor mask, BlendedDiffusion blended, Adam adam, int k) {
    watch.at(k, "zInit", zInit);
    List<UnaryOperator<Tensor>> links = new ArrayList<>(blended.links(k));
    links.add(z0 -> loss(z0, k));
    Tensor g = new Chain(links).gradient(zInit, switches.linksPerGraph()); // line 14
    Tensor gPruned = Pruning.pruned(g, mask);
    watch.at(k, "g", g);
    watch.at(k, "gPruned", gPruned);
    Tensor moved = zInit.copy();
    adam.step(List.of(moved), List.of(gPruned), eced.attackRate()); // line 15
    // Moments that phase 2 left must not move the background.
    return Masks.blend(mask, moved, zInit);
  }

  /** L_CE of the decoded image towards the target, summed over the batch. */
  private Tensor loss(Tensor z0, int k) {
    Tensor image = pixels(z0); // line 13
    Tensor logits = classifier.logits(image);
    Tensor loss = Targets.logProbability(batch, logits, classifier).negated();
    watch.at(k, "z0", z0);
    watch.at(k, "logits", logits);
    watch.at(k, "loss", loss);
    float[] probabilities = Targets.probabilities(batch, logits.detached(), classifier);
    List<Optional<Image>> pictures = batch.pictures(k, image.detached());
    traces.add(k, timesteps.at(eced.depth()), probabilities, shares, pictures);
    answer = image.detached().floats();
    return loss;
  }

  private Tensor pixels(Tensor z0) {
    return decoders.decode(z0).plus(1).over(2);
  }

  /** The sampler once more, without a graph. */
  private Tensor sampled(BlendedDiffusion blended, Tensor zInit) {
    try (Gradients without = Gradients.pause()) {
      Tensor z = zInit;
      for (UnaryOperator<Tensor> link : blended.links(eced.rounds() + 1)) {
        z = link.apply(z);
      }
      return z;
    }
  }

  /** Names what became of a decoder's weights. */
  private void heard(int i) {
    for (int w = 0; w < decoders.own().get(i).keys().size(); w++) {
      watch.at(
          eced.fits(), decoders.own().get(i).keys().get(w), decoders.own().get(i).weights().get(w));
    }
  }

  private Cost cost(KeyRegion region, BlendedDiffusion blended) {
    int again = switches.result() == EcedSwitches.Result.AFTER_LAST_UPDATE ? 1 : 0;
    long backwards = (long) eced.rounds() * (eced.depth() + 1) * (eced.guided() ? 2 : 1);
    return Cost.ZERO
        .encoder(1)
        .unet(blended.calls(), backwards)
        .decoder(eced.fits() + eced.rounds() + again, eced.fits() + eced.rounds())
        .classifier(region.forwards() + eced.rounds(), eced.rounds());
  }
}
