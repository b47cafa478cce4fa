package io.otherwise.method;

import io.otherwise.diffusion.Ddim;
import io.otherwise.explain.Interrupt;
import io.otherwise.guidance.Masks;
import io.otherwise.model.FittedDecoder;
import io.otherwise.tensor.Adam;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Phase 2 of ECED: fits the latent of the background, and a decoder for each image, until what is
 * decoded is the factual image there. Supplement, Algorithm 2 and B.4.
 *
 * @param signed the factual images in [-1, 1]
 * @param zF their latents
 * @param region what is not background
 * @param firstAlpha alpha_0, the share of signal at timestep 0
 */
record BackgroundFit(
    Eced eced,
    Batch batch,
    Watch watch,
    Tensor signed,
    Tensor zF,
    KeyRegion region,
    Decoders decoders,
    double firstAlpha) {

  /**
   * Fits; the decoders' weights are changed in place.
   *
   * @param adam of the latent
   * @return z_bg*
   */
  Tensor run(Adam adam) {
    try (Scope phase = Scope.open()) {
      List<Adam> ofDecoders = decoders.own().stream().map(d -> new Adam(d.weights())).toList();
      Tensor zBg = zF.copy();
      for (int k = 1; k <= eced.fits(); k++) {
        Interrupt.check("at iteration " + k + " of the background");
        try (Scope step = Scope.open()) {
          Tensor gradient = gradient(zBg, ofDecoders, k);
          Tensor next = zBg.copy();
          adam.step(List.of(next), List.of(gradient), eced.backgroundRate()); // line 10
          zBg = step.keepInstead(zBg, next);
        }
      }
      return phase.keep(zBg);
    }
  }

  /** The gradient for z_bg; every image has a graph of its own, as it has a decoder. */
  private Tensor gradient(Tensor zBg, List<Adam> ofDecoders, int k) {
    Tensor noise = batch.noise().draw("fit", k, zF.shape()); // line 4
    List<Tensor> gradients = new ArrayList<>();
    List<Tensor> losses = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      try (Scope image = Scope.open()) {
        Row row = row(zBg, noise, i);
        gradients.add(image.keep(row.gradients().get(0)));
        losses.add(image.keep(row.loss()));
        if (decoders.fitted()) {
          List<Tensor> weights = decoders.own().get(i).weights();
          List<Tensor> ofWeights = row.gradients().subList(1, row.gradients().size());
          ofDecoders.get(i).step(weights, ofWeights, eced.decoderRate()); // line 11
        }
      }
    }
    Tensor all = Tensor.cat(gradients, 0);
    watch.at(k, "backgroundLoss", Tensor.stack(losses, 0));
    watch.at(k, "gBackground", all);
    return all;
  }

  /** The loss of one image, and its gradients for z_bg first and the decoder's weights then. */
  private record Row(Tensor loss, List<Tensor> gradients) {}

  private Row row(Tensor zBg, Tensor noise, int i) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(zBg.narrow(0, i, 1));
      Tensor inside = region.latent().narrow(0, i, 1);
      Tensor zInit = Masks.blend(inside, zF.narrow(0, i, 1), leaf); // line 5
      Tensor z0 =
          eced.switches().simulateNoise()
              ? Ddim.noised(zInit, noise.narrow(0, i, 1), firstAlpha) // line 6
              : zInit;
      List<Tensor> inputs = new ArrayList<>(List.of(leaf));
      Tensor decoded;
      if (decoders.fitted()) {
        FittedDecoder decoder = decoders.own().get(i);
        List<Tensor> weights = decoder.leaves(graph);
        inputs.addAll(weights);
        decoded = decoder.decode(z0, weights); // line 7
      } else {
        decoded = decoders.shared().decode(z0);
      }
      Tensor loss = distance(decoded, i);
      Tensor one = Tensor.full(1, loss.shape());
      List<Tensor> gradients = graph.vjp(List.of(loss), inputs, List.of(one)); // lines 8 and 9
      return new Row(loss.detached(), gradients);
    }
  }

  /** L_dis, Eq. 12: a mean over background pixels and channels; 0 where there is no background. */
  private Tensor distance(Tensor decoded, int i) {
    Tensor outside = region.mask().narrow(0, i, 1).times(-1).plus(1);
    Tensor edit = decoded.minus(signed.narrow(0, i, 1));
    Tensor each =
        switch (eced.switches().distance()) {
          case SQUARED -> edit.square();
          case ABSOLUTE -> edit.abs();
        };
    double values = Math.max(1, outside.sum().item() * decoded.size(1));
    return each.times(outside).sum().over(values);
  }
}
