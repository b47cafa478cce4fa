package io.otherwise.method;

import io.otherwise.explain.Records;

/**
 * Where FastDiME's paper, its code and sense differ.
 *
 * @param startOneNoisier whether the image is noised to one position above the first reverse step,
 *     as the code does
 * @param logits whether the classification loss is minus the target's logit, or minus its
 *     log-probability
 * @param scaled whether gradients at the clean image are divided by sqrt(abar): the paper keeps
 *     DiME's factor, the code drops it by default; without effect on the variant through the U-Net
 * @param sharedStart whether all attempts begin with the same noisy image
 * @param keptOneNoisier whether the kept region gets the noise of the step that was just undone, as
 *     in the code, or that of the level it arrived at
 * @param euclideanScale factor of a second distance, the sum over pixels of the Euclidean norm over
 *     channels of the noisy image minus the factual one; 0 in every published setting
 */
public record FastDimeSwitches(
    boolean startOneNoisier,
    boolean logits,
    boolean scaled,
    boolean sharedStart,
    boolean keptOneNoisier,
    double euclideanScale) {

  public FastDimeSwitches {
    Check.notNegative("euclideanScale multiplies a second distance", euclideanScale, 0);
  }

  /** As the published command runs the code. */
  public static FastDimeSwitches published() {
    return new FastDimeSwitches(true, true, false, true, true, 0);
  }

  public FastDimeSwitches startOneNoisier(boolean value) {
    return Records.with(this, "startOneNoisier", value);
  }

  public FastDimeSwitches logits(boolean value) {
    return Records.with(this, "logits", value);
  }

  public FastDimeSwitches scaled(boolean value) {
    return Records.with(this, "scaled", value);
  }

  public FastDimeSwitches sharedStart(boolean value) {
    return Records.with(this, "sharedStart", value);
  }

  public FastDimeSwitches keptOneNoisier(boolean value) {
    return Records.with(this, "keptOneNoisier", value);
  }

  public FastDimeSwitches euclideanScale(double value) {
    return Records.with(this, "euclideanScale", value);
  }
}
