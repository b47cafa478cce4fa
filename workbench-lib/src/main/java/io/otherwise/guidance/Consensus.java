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

  /** Eq. 10: the score where the mask is 1, the overwrite value (0 in the paper) elsewhere. */
  public static Tensor filtered(Tensor classifier, Tensor mask, double overwrite) {
    return mask.greater(0.5)
        .choose(classifier, Tensor.full(overwrite, 1, 1, 1, 1).expand(classifier.shape()));
  }
}
