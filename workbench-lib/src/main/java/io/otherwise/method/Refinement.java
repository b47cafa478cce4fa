package io.otherwise.method;

/**
 * ACE's second stage.
 *
 * @param on whether there is one; without, the pre-explanation is the answer
 * @param mask what is refined; a threshold of 0 refines the whole image and puts nothing back
 */
public record Refinement(boolean on, ChangeMask mask) {
  static Refinement of(double threshold, int dilation, int side) {
    return new Refinement(true, new ChangeMask(threshold, dilation, side));
  }

  Refinement scaledTo(int side) {
    return new Refinement(on, mask.scaledTo(side));
  }
}
