package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;

/**
 * Consensus guidance: keep the classifier's score only where the diffusion model's implicit
 * classifier points the same way.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Eq. 9-10. Tensors are N x C x H x W; patches are k x k without
 * overlap.
 */
public final class Consensus {
  private Consensus() {}

  /**
   * Angles in degrees between two scores, patch by patch; a patch's vector has all its channels.
   * NaN where a vector is zero, as in the reference, which adds no epsilon and clamps nothing.
   *
   * @return N x 1 x patches, in row-major order of the patches
   */
  public static Tensor degrees(Tensor a, Tensor b, int patch) {
    Tensor pa = a.patches(patch);
    Tensor pb = b.patches(patch);
    Tensor cosine = pa.times(pb).sum(1).over(norm(pa).times(norm(pb)));
    return cosine.acos().times(180 / Math.PI);
  }

  private static Tensor norm(Tensor patches) {
    return patches.square().sum(1).sqrt();
  }

  /**
   * Where the scores agree: 1 in patches whose angle is at most the limit, else 0.
   *
   * @param limitDegrees 0 to 180; 180 keeps everything
   * @param keepNaN whether patches with a zero vector are kept, as the reference does
   * @return N x 1 x H x W
   */
  public static Tensor mask(
      Tensor implicit, Tensor classifier, double limitDegrees, int patch, boolean keepNaN) {
    Tensor angle = degrees(implicit, classifier, patch);
    Tensor dropped = angle.greater(limitDegrees);
    if (!keepNaN) {
      dropped = dropped.toFloat().plus(angle.isNaN().toFloat()).greater(0.5);
    }
    return Masks.spread(dropped.not().toFloat(), implicit, patch);
  }

  /**
   * The share of places that two unrelated scores would keep: that of the directions within a limit
   * of a given one, the integral of sin^(n-2) up to the limit over that up to 180 degrees. At 45
   * degrees 14.6 % with three channels, 9.1 % with four.
   *
   * @param channels of a place, at least 2
   */
  public static double chance(double limitDegrees, int channels) {
    if (channels < 2) {
      throw new IllegalArgumentException(
          "an angle is between vectors of 2 channels or more, but was asked for %d; give the latent's channels"
              .formatted(channels));
    }
    double limit = Math.toRadians(limitDegrees);
    return sines(channels - 2, limit) / sines(channels - 2, Math.PI);
  }

  /** The integral of sin^n from 0, by parts. */
  private static double sines(int n, double to) {
    return switch (n) {
      case 0 -> to;
      case 1 -> 1 - Math.cos(to);
      default ->
          (n - 1.0) / n * sines(n - 2, to) - Math.cos(to) * Math.pow(Math.sin(to), n - 1) / n;
    };
  }

  /** Eq. 10: the score where the mask is 1, the overwrite value (0 in the paper) elsewhere. */
  public static Tensor filtered(Tensor classifier, Tensor mask, double overwrite) {
    return mask.greater(0.5)
        .choose(classifier, Tensor.full(overwrite, 1, 1, 1, 1).expand(classifier.shape()));
  }
}
