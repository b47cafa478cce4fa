package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;

/**
 * Cone projection: move one direction into a cone around another.
 *
 * <p>Boreiko et al. / Augustin et al. (2022), <a href="https://arxiv.org/abs/2210.11841">Diffusion
 * Visual Counterfactual Explanations</a>, Eq. 9.
 */
public final class Cone {
  private Cone() {}

  /**
   * DVCE's projection of whole images: the unit vector of {@code axis}, pulled towards {@code
   * guide} by the tangent of the cone's angle where the angle between them is larger.
   *
   * @param guide N x C x H x W, the direction to follow as far as the cone allows
   * @param axis N x C x H x W, the middle of the cone
   * @return N x C x H x W, of unit length or 1 / cos(angle)
   */
  public static Tensor global(Tensor guide, Tensor axis, double degrees) {
    long[] shape = guide.shape();
    Tensor g = guide.reshape(shape[0], -1, 1);
    Tensor a = axis.reshape(shape[0], -1, 1);
    Tensor unit = a.over(length(a));
    Tensor pulled = unit.plus(orthogonal(g, unit).times(Math.tan(Math.toRadians(degrees))));
    return beyond(g, a, degrees).choose(pulled, unit).reshape(shape);
  }

  /**
   * The patch-wise form ("binning"): where the angle is larger than the cone's, |axis| tan(angle)
   * times the unit orthogonal part of the guide is added to the axis; elsewhere the axis stays.
   */
  public static Tensor patchwise(Tensor guide, Tensor axis, double degrees, int patch) {
    long[] shape = axis.shape();
    Tensor g = guide.patches(patch);
    Tensor a = axis.patches(patch);
    Tensor unit = a.over(length(a));
    Tensor push = orthogonal(g, unit).times(length(a)).times(Math.tan(Math.toRadians(degrees)));
    return beyond(g, a, degrees).choose(a.plus(push), a).unpatched(shape[2], shape[3], patch);
  }

  private static Tensor length(Tensor x) {
    return x.square().sum(1).sqrt();
  }

  /** Unit vector of the part of g that is orthogonal to a unit vector. */
  private static Tensor orthogonal(Tensor g, Tensor unit) {
    Tensor rest = g.minus(unit.times(g.times(unit).sum(1)));
    return rest.over(length(rest));
  }

  private static Tensor beyond(Tensor g, Tensor a, double degrees) {
    Tensor cosine = g.times(a).sum(1).over(length(g).times(length(a)));
    return cosine.acos().greater(Math.toRadians(degrees)).expand(g.shape());
  }
}
