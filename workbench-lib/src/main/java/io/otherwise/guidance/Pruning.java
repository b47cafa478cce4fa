package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The pruned gradient of ECED: a gradient without what lies outside a mask, and how far that turns
 * it. Luu et al. (2025), <a href="https://arxiv.org/abs/2504.09202">From Visual Explanations to
 * Counterfactual Explanations with Latent Diffusion</a>, supplement A.
 */
public final class Pruning {
  private Pruning() {}

  /**
   * v = m u: the gradient inside the mask, 0 outside.
   *
   * @param gradient N x C x h x w
   * @param mask N x 1 x h x w, 1 inside
   */
  public static Tensor pruned(Tensor gradient, Tensor mask) {
    return gradient.times(mask);
  }

  /**
   * The angle between a gradient and its pruned part, in degrees: Proposition 1 says that it lies
   * in [0, 90), Proposition 2 that it does not shrink as the mask does. Both speak of a gradient
   * that has something inside the mask; where it has nothing there, an empty mask included, the
   * pruned part is zero and the angle not defined.
   *
   * @param gradient N x C x h x w
   * @param mask N x 1 x h x w of zeros and ones
   * @return one a sample
   */
  public static List<OptionalDouble> degrees(Tensor gradient, Tensor mask) {
    float[] full = gradient.floats();
    float[] kept = pruned(gradient, mask).floats();
    int each = full.length / Math.toIntExact(gradient.size(0));
    List<OptionalDouble> angles = new ArrayList<>();
    for (int from = 0; from < full.length; from += each) {
      angles.add(
          degrees(
              Arrays.copyOfRange(full, from, from + each),
              Arrays.copyOfRange(kept, from, from + each)));
    }
    return angles;
  }

  /** The angle between two vectors, in double precision; not defined where one of them is zero. */
  static OptionalDouble degrees(float[] u, float[] v) {
    double uu = dot(u, u);
    double vv = dot(v, v);
    if (!(uu > 0 && vv > 0)) {
      return OptionalDouble.empty();
    }
    // Rounding may lift a cosine just above 1.
    double cosine = Math.min(1, Math.max(-1, dot(u, v) / (Math.sqrt(uu) * Math.sqrt(vv))));
    return OptionalDouble.of(Math.toDegrees(Math.acos(cosine)));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
