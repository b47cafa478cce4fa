package io.otherwise.method;

import io.otherwise.diffusion.Ddim;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Interrupt;
import io.otherwise.guidance.Masks;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Blended latent diffusion, which edits inside a mask and keeps a background: Avrahami et al.
 * (2023), <a href="https://arxiv.org/abs/2206.02779">Blended Latent Diffusion</a>, as lines 7 to 12
 * of ECED's Algorithm 3 use it.
 */
final class BlendedDiffusion {
  private final Eced eced;
  private final Batch batch;
  private final LatentDiffusion model;
  private final Timesteps timesteps;
  private final Tensor mask;
  private final Tensor zBg;
  private final Tensor context;
  private final Tensor none;
  private int calls;

  /**
   * Prepares it.
   *
   * @param mask N x 1 x h x w, 1 where it edits
   * @param zBg the clean background, N x C x h x w
   */
  BlendedDiffusion(
      Eced eced, Batch batch, LatentDiffusion model, Timesteps timesteps, Tensor mask, Tensor zBg) {
    this.eced = eced;
    this.batch = batch;
    this.model = model;
    this.timesteps = timesteps;
    this.mask = mask;
    this.zBg = zBg;
    this.context = model.conditioning().towards(batch.targetNames());
    this.none = model.conditioning().none(batch.size());
  }

  /** How often the U-Net has run. */
  int calls() {
    return calls;
  }

  /**
   * From z_init to z_0, one function a step; their noise is drawn now, so that a step gives the
   * same however often it runs.
   *
   * @param k the iteration, from 1
   */
  List<UnaryOperator<Tensor>> links(int k) {
    int tau = eced.depth();
    List<UnaryOperator<Tensor>> links = new ArrayList<>();
    Tensor start = draw("start" + k, tau);
    for (int i = tau; i >= 0; i--) {
      int position = i;
      Tensor inside = draw("foreground" + k, i);
      Tensor outside = draw("background" + k, i);
      links.add(
          z -> {
            Interrupt.check("at iteration " + k + " of the attack");
            Tensor zt =
                position == tau ? Ddim.noised(z, start, timesteps.alphaBar(tau)) : z; // line 7
            return step(zt, position, inside, outside);
          });
    }
    return links;
  }

  private Tensor draw(String stream, int position) {
    return batch.noise().draw(stream, position, zBg.shape());
  }

  /** Lines 9 to 11 at a list position. */
  private Tensor step(Tensor zt, int i, Tensor inside, Tensor outside) {
    double a = timesteps.alphaBar(i);
    double below = i == 0 && eced.switches().cleanEnd() ? 1 : timesteps.alphaBarPrevious(i);
    double sigma = Ddim.sigma(a, below, eced.switches().eta());
    Tensor foreground = Ddim.step(zt, predicted(zt, i), a, below, sigma, inside);
    return Masks.blend(mask, foreground, Ddim.noised(zBg, outside, below));
  }

  /** The noise under the target; with a scale other than 1 by classifier-free guidance. */
  private Tensor predicted(Tensor zt, int i) {
    Tensor t = Tensor.filled(timesteps.at(i), batch.size());
    Tensor epsC = model.predictor().predict(zt, t, context);
    calls++;
    if (!eced.guided()) {
      return epsC;
    }
    Tensor epsU = model.predictor().predict(zt, t, none);
    calls++;
    return epsU.plus(epsC.minus(epsU).times(eced.guidanceScale()));
  }
}
