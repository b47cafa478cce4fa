package io.otherwise.model;

import io.otherwise.diffusion.Ddim;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Image;
import io.otherwise.explain.Seed;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws new images from a latent diffusion model: what the generator knows without any classifier.
 *
 * @param steps DDIM steps
 * @param guidance classifier-free guidance (Ho and Salimans 2022): 1 is the plain conditional model
 * @param eta how much noise a step adds, from none, 0, to as much as a DDPM's, 1 (Song et al. 2021,
 *     Eq. 16): what one step gets wrong later ones can then mend
 */
public record Sampler(int steps, double guidance, double eta) {
  private static final int CHUNK = 40;
  private static final int STEPS = 50;
  private static final double GUIDANCE = 2;

  public Sampler {
    if (steps < 1 || !(guidance >= 0) || !(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "a sampler needs at least 1 step, a guidance of 0 or more and an eta in [0, 1], but had "
              + steps
              + ", "
              + guidance
              + " and "
              + eta
              + "; 50, 1 and 0 are usual");
    }
  }

  /** Without noise in its steps. */
  public Sampler(int steps, double guidance) {
    this(steps, guidance, 0);
  }

  /** 50 steps of the plain conditional model. */
  public static Sampler plain() {
    return new Sampler(STEPS, 1);
  }

  /**
   * The same guided: what the embedded models are drawn best with. Of 1, 1.5, 2 and 2.5 it was
   * chosen by 400 samples of {@code faces-ldm}.
   */
  public static Sampler guided() {
    return new Sampler(STEPS, GUIDANCE);
  }

  /**
   * Guided less, in more steps that add noise: draws the pictures nearest to real ones. Of guidance
   * 1, 1.25, 1.5 and 2, eta 0 and 1, and 50 and 100 steps it was the best of five that were tried
   * with {@code faces-ldm}, on 400 faces of the part for tuning.
   */
  public static Sampler noisy() {
    return new Sampler(2 * STEPS, 1.25, 1);
  }

  /** How figures of samples tell it: nothing for the plain model without noise. */
  public String suffix() {
    return (guidance == 1 ? "" : ", guidance " + guidance)
        + (eta == 0 ? "" : ", eta " + eta + " in " + steps + " steps");
  }

  /**
   * Draws one image a target.
   *
   * @param targets what each image should show; an empty text asks for nothing
   * @param height side of the images in pixels
   * @param noise one draw, stream {@code sample}; with eta above 0 also one a step but the last,
   *     stream {@code reverse}
   * @return N x 3 x H x W in [0, 1]
   */
  public Tensor sample(
      LatentDiffusion model, List<String> targets, int height, int width, Noise noise) {
    model.checkSize(height, width);
    Timesteps timesteps = Timesteps.ddim(model.schedule(), steps);
    int n = targets.size();
    int f = model.autoencoder().factor();
    Tensor zt = noise.draw("sample", 0, n, model.autoencoder().channels(), height / f, width / f);
    Tensor context = context(model, targets);
    Tensor none = model.conditioning().none(n);
    for (int i = timesteps.size() - 1; i >= 0; i--) {
      try (Scope step = Scope.open()) {
        Tensor eps = eps(model, zt, Tensor.filled(timesteps.at(i), n), context, none);
        zt = step.keepInstead(zt, before(zt, eps, timesteps, i, noise));
      }
    }
    return model.autoencoder().decode(zt).plus(1).over(2).clamp(0, 1);
  }

  private Tensor before(Tensor zt, Tensor eps, Timesteps timesteps, int i, Noise noise) {
    double a = timesteps.alphaBar(i);
    double previous = timesteps.alphaBarPrevious(i);
    if (eta == 0 || i == 0) {
      return Ddim.step(zt, eps, a, previous);
    }
    double sigma = Ddim.sigma(a, previous, eta);
    return Ddim.step(zt, eps, a, previous, sigma, noise.draw("reverse", i, zt.shape()));
  }

  /**
   * Draws one picture a target, some at a time, each from noise of its own.
   *
   * @param targets what each picture should show; an empty text asks for nothing
   * @param side of the pictures in pixels
   */
  public List<Image> draw(LatentDiffusion model, List<String> targets, int side, Seed seed) {
    List<Image> drawn = new ArrayList<>();
    for (int from = 0; from < targets.size(); from += CHUNK) {
      List<String> some = targets.subList(from, Math.min(targets.size(), from + CHUNK));
      List<String> ids =
          IntStream.range(from, from + some.size()).mapToObj(i -> "sample/" + i).toList();
      try (Scope scope = Scope.open()) {
        Noise noise = Noise.counted(seed, ids);
        drawn.addAll(Images.list(sample(model, some, side, side, noise), ids));
      }
    }
    return drawn;
  }

  private Tensor eps(LatentDiffusion model, Tensor zt, Tensor t, Tensor context, Tensor none) {
    Tensor conditional = model.predictor().predict(zt, t, context);
    if (guidance == 1) {
      return conditional;
    }
    Tensor unconditional = model.predictor().predict(zt, t, none);
    return unconditional.plus(conditional.minus(unconditional).times(guidance));
  }

  private static Tensor context(LatentDiffusion model, List<String> targets) {
    List<Tensor> rows =
        targets.stream()
            .map(
                t ->
                    t.isEmpty()
                        ? model.conditioning().none(1)
                        : model.conditioning().towards(List.of(t)))
            .toList();
    return Tensor.cat(rows, 0);
  }
}
