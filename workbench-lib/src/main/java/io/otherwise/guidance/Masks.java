package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;

/** Masks over latent pixels: 1 keeps, 0 drops. */
public final class Masks {
  private Masks() {}

  /**
   * One value a patch to one value a pixel.
   *
   * @param perPatch N x 1 x patches
   * @param like N x C x H x W
   * @return N x 1 x H x W
   */
  static Tensor spread(Tensor perPatch, Tensor like, int patch) {
    long[] shape = like.shape();
    Tensor columns = perPatch.expand(shape[0], (long) patch * patch, perPatch.size(2)).contiguous();
    return columns.unpatched(shape[2], shape[3], patch);
  }

  /** Share of kept pixels a sample: N x 1 x 1 x 1. */
  public static Tensor keptFraction(Tensor mask) {
    return mask.mean(1, 2, 3);
  }
}
