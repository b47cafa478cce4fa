package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;

/** Euclidean norms over everything but the batch, and rescaling to them. */
public final class Norms {
  /** What the authors add to a vanishing norm. */
  private static final double TINY = 1e-22;

  private Norms() {}

  /** One norm a sample: N x 1 x 1 x 1. */
  public static Tensor of(Tensor x) {
    return x.square().sum(1, 2, 3).sqrt();
  }

  /** The norm, with 1e-22 added where it is below that: safe to divide by. */
  public static Tensor guarded(Tensor x) {
    Tensor norm = of(x);
    return norm.less(TINY).choose(norm.plus(TINY), norm);
  }

  /** Rescales each sample to a norm: x norm / |x|. A zero sample stays zero. */
  public static Tensor rescaled(Tensor x, Tensor norm) {
    return x.times(norm).over(guarded(x));
  }

  /**
   * Values limited to some standard deviations around their mean, both over a whole sample.
   *
   * @param x N x C x H x W, at least two values a sample
   */
  public static Tensor withinDeviations(Tensor x, double deviations) {
    Tensor mean = x.mean(1, 2, 3);
    double others = (double) x.size(1) * x.size(2) * x.size(3) - 1;
    Tensor reach = x.minus(mean).square().sum(1, 2, 3).over(others).sqrt().times(deviations);
    return x.minimum(mean.plus(reach)).maximum(mean.minus(reach));
  }
}
