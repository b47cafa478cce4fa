package io.otherwise.method;

import io.otherwise.explain.Query;
import io.otherwise.guidance.Masks;
import io.otherwise.tensor.Tensor;

/**
 * Where an edit may stay and where the factual image is put back: pixels that changed enough, and a
 * square around each. ACE (Jeanneret et al. 2023) brought it in, FastDiME took it over.
 *
 * @param threshold of the relative change above which a pixel stays changed, in [0, 1]
 * @param dilation odd side of the square that a changed pixel frees around it
 * @param side of the images that the dilation is stated for
 */
public record ChangeMask(double threshold, int dilation, int side) {
  public ChangeMask {
    Check.within("threshold is a relative change", threshold, 0, 1, 0.15);
    Check.odd("dilation is the side of a square around a pixel", dilation, 15);
    Check.atLeast("side is that of the images the dilation is stated for", side, 1, 256);
  }

  /** The dilation that is the same part of images of another side. */
  public ChangeMask scaledTo(int newSide) {
    return new ChangeMask(threshold, Scaled.neighbourhood(dilation, side, newSide), newSide);
  }

  /**
   * 1 where the factual image is put back.
   *
   * @param change as {@link Masks#change} gives it, N x 1 x H x W
   */
  Tensor kept(Tensor change) {
    return Masks.unchanged(change, dilation, threshold);
  }

  /** Refuses an image of another size than the dilation is stated for. */
  void check(Query query, String method) {
    Scaled.check(query, side, method + "'s dilation");
  }
}
