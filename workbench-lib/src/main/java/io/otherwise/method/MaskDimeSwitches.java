package io.otherwise.method;

import io.otherwise.explain.Records;

/**
 * Where MaskDiME's command lines and sense differ.
 *
 * @param startOneNoisier whether the image is noised to one position above the first reverse step,
 *     as the code does
 * @param logits whether the classification loss is minus the target's logit, or minus its
 *     log-probability
 * @param sharedStart whether all attempts begin with the same noisy image
 * @param clipDeviations limits the classifier's gradient to so many standard deviations around its
 *     mean; 0 for no limit, as published
 * @param clipOverBatch whether that mean and deviation are taken over the whole batch, as in the
 *     code: an answer then depends on the batch
 * @param backgroundOneNoisier whether the background gets the noise of the step that was just
 *     undone, as in the code, or that of the level it arrived at
 * @param euclideanScale factor of a second distance, the sum over pixels of the Euclidean norm over
 *     channels of the noisy image minus the factual one; 0 in every published setting
 */
public record MaskDimeSwitches(
    boolean startOneNoisier,
    boolean logits,
    boolean sharedStart,
    double clipDeviations,
    boolean clipOverBatch,
    boolean backgroundOneNoisier,
    double euclideanScale) {

  public MaskDimeSwitches {
    Check.notNegative("clipDeviations counts standard deviations", clipDeviations, 0);
    Check.notNegative("euclideanScale multiplies a second distance", euclideanScale, 0);
  }

  /** As the published command runs the code. */
  public static MaskDimeSwitches published() {
    return new MaskDimeSwitches(true, true, true, 0, false, true, 0);
  }

  public MaskDimeSwitches startOneNoisier(boolean value) {
    return Records.with(this, "startOneNoisier", value);
  }

  public MaskDimeSwitches logits(boolean value) {
    return Records.with(this, "logits", value);
  }

  public MaskDimeSwitches sharedStart(boolean value) {
    return Records.with(this, "sharedStart", value);
  }

  public MaskDimeSwitches clipDeviations(double value) {
    return Records.with(this, "clipDeviations", value);
  }

  public MaskDimeSwitches clipOverBatch(boolean value) {
    return Records.with(this, "clipOverBatch", value);
  }

  public MaskDimeSwitches backgroundOneNoisier(boolean value) {
    return Records.with(this, "backgroundOneNoisier", value);
  }

  public MaskDimeSwitches euclideanScale(double value) {
    return Records.with(this, "euclideanScale", value);
  }
}
