package io.otherwise.method;

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
    return new MaskDimeSwitches(
        value,
        logits,
        sharedStart,
        clipDeviations,
        clipOverBatch,
        backgroundOneNoisier,
        euclideanScale);
  }

  public MaskDimeSwitches logits(boolean value) {
    return new MaskDimeSwitches(
        startOneNoisier,
        value,
        sharedStart,
        clipDeviations,
        clipOverBatch,
        backgroundOneNoisier,
        euclideanScale);
  }

  public MaskDimeSwitches sharedStart(boolean value) {
    return new MaskDimeSwitches(
        startOneNoisier,
        logits,
        value,
        clipDeviations,
        clipOverBatch,
        backgroundOneNoisier,
        euclideanScale);
  }

  public MaskDimeSwitches clipDeviations(double value) {
    return new MaskDimeSwitches(
        startOneNoisier,
        logits,
        sharedStart,
        value,
        clipOverBatch,
        backgroundOneNoisier,
        euclideanScale);
  }

  public MaskDimeSwitches clipOverBatch(boolean value) {
    return new MaskDimeSwitches(
        startOneNoisier,
        logits,
        sharedStart,
        clipDeviations,
        value,
        backgroundOneNoisier,
        euclideanScale);
  }

  public MaskDimeSwitches backgroundOneNoisier(boolean value) {
    return new MaskDimeSwitches(
        startOneNoisier, logits, sharedStart, clipDeviations, clipOverBatch, value, euclideanScale);
  }

  public MaskDimeSwitches euclideanScale(double value) {
    return new MaskDimeSwitches(
        startOneNoisier,
        logits,
        sharedStart,
        clipDeviations,
        clipOverBatch,
        backgroundOneNoisier,
        value);
  }
}
