package io.otherwise.model;

import io.otherwise.diffusion.Ddpm;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.explain.Interrupt;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * Ancestral sampling with a pixel diffusion model over some of its timesteps. Positions count the
 * visited timesteps, 0 being the least noisy one. All tensors are N x C x H x W in the model's
 * range.
 *
 * @param ddpm over the schedule of the visited timesteps alone
 */
public record Ancestral(PixelDiffusion model, Timesteps timesteps, Ddpm ddpm) {
  private static final double LIMIT = 1;

  /** A sampler over given timesteps of the model's schedule. */
  public Ancestral(PixelDiffusion model, Timesteps timesteps) {
    this(model, timesteps, new Ddpm(timesteps.respaced()));
  }

  /**
   * What one network call says of a reverse step.
   *
   * @param eps the predicted noise
   * @param clean the predicted clean image, clipped if that was asked for
   * @param mean of the step, from the clean image
   * @param logVariance of the step, of the mean's shape or N x 1 x 1 x 1
   */
  public record Prediction(Tensor eps, Tensor clean, Tensor mean, Tensor logVariance) {
    /** The same step with another mean. */
    public Prediction mean(Tensor other) {
      return new Prediction(eps, clean, other, logVariance);
    }

    /** The same numbers outside any graph. */
    public Prediction detached() {
      return new Prediction(
          eps.detached(), clean.detached(), mean.detached(), logVariance.detached());
    }

    /** The variance itself. */
    public Tensor variance() {
      return logVariance.exp();
    }
  }

  /** How many timesteps are visited. */
  public int size() {
    return timesteps.size();
  }

  /** abar at a position. */
  public double alphaBar(int position) {
    return ddpm.schedule().alphaBar(position);
  }

  /** The forward process up to a position. */
  public Tensor noised(Tensor x0, Tensor noise, int position) {
    return ddpm.noised(x0, noise, position);
  }

  /**
   * A known image as noisy as what the step at a position leaves: clean after the last. What is
   * pasted into a half-denoised image has to fit it.
   */
  public Tensor noisedAfter(Tensor x0, Tensor noise, int position) {
    return position == 0 ? x0 : noised(x0, noise, position - 1);
  }

  /** One network call, the clean image clipped to [-1, 1] as all the methods but DVCE do. */
  public Prediction predict(Tensor xt, int position) {
    return predict(xt, position, true);
  }

  /** One network call; gradients flow through it while they are recorded. */
  public Prediction predict(Tensor xt, int position, boolean clip) {
    int channels = (int) xt.size(1);
    Tensor time = model.time(timesteps.at(position), (int) xt.size(0));
    Tensor output = model.predictor().predict(xt, time);
    Tensor eps = output.size(1) == channels ? output : output.narrow(1, 0, channels);
    Tensor clean = ddpm.clean(xt, eps, position);
    clean = clip ? clean.clamp(-LIMIT, LIMIT) : clean;
    return new Prediction(
        eps, clean, ddpm.mean(clean, xt, position), logVariance(output, channels, position));
  }

  private Tensor logVariance(Tensor output, int channels, int position) {
    long batch = output.size(0);
    return switch (model.variance()) {
      case LEARNED_RANGE -> ddpm.learnedLogVariance(output.narrow(1, channels, channels), position);
      case SMALL -> Tensor.full(ddpm.logVariance(position), batch, 1, 1, 1);
      case LARGE -> Tensor.full(ddpm.logVarianceLarge(position), batch, 1, 1, 1);
    };
  }

  /** The next less noisy image: mean plus deviation times noise, at position 0 the mean. */
  public Tensor step(Prediction p, Tensor noise, int position) {
    return ddpm.step(p.mean(), p.logVariance(), noise, position);
  }

  /**
   * Denoises without any guidance: {@code positions} network calls.
   *
   * @param xt an image as noisy as one step above the first position visited
   * @param positions visited are positions - 1 down to 0; none leaves the image as it is
   * @param noise the draw for a position, asked for at position 0 too, where it has no effect
   * @throws CancellationException if this thread is interrupted
   */
  public Tensor denoised(Tensor xt, int positions, IntFunction<Tensor> noise) {
    Tensor x = xt;
    for (int i = positions - 1; i >= 0; i--) {
      Interrupt.check("while denoising at position " + i);
      try (Scope scope = Scope.open()) {
        Tensor next = step(predict(x, i), noise.apply(i), i);
        x = x == xt ? scope.keep(next) : scope.keepInstead(x, next);
      }
    }
    return x;
  }
}
