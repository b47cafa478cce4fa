package io.otherwise.method;

import io.otherwise.explain.Records;

/**
 * Where DiME's paper, the authors' code and sense differ.
 *
 * @param startOneNoisier whether the image is noised to one position above the first reverse step,
 *     as the code does
 * @param logits whether the classification loss is minus the target's logit, as in the paper's
 *     supplement and the published command, or minus its log-probability, the script's default
 * @param scaled whether gradients at the clean image are divided by sqrt(abar), Eq. 8
 * @param rolloutNoise whether roll-outs sample, or follow the means
 * @param sharedStart whether all attempts begin with the same noisy image
 * @param guidedIterations how many of the first steps are guided and rolled out: the only early
 *     stopping of the code; {@link #ALL} for every one
 * @param euclideanScale factor of a second distance, the sum over pixels of the Euclidean norm over
 *     channels of the noisy image minus the factual one; 0 in every published setting
 */
public record DimeSwitches(
    boolean startOneNoisier,
    boolean logits,
    boolean scaled,
    boolean rolloutNoise,
    boolean sharedStart,
    int guidedIterations,
    double euclideanScale) {
  /** Every step is guided. */
  public static final int ALL = 9_999_999;

  public DimeSwitches {
    Check.atLeast("guidedIterations counts the guided steps", guidedIterations, 0, ALL);
    Check.notNegative("euclideanScale multiplies a second distance", euclideanScale, 0);
  }

  /** As the published command runs the code. */
  public static DimeSwitches published() {
    return new DimeSwitches(true, true, true, true, true, ALL, 0);
  }

  public DimeSwitches startOneNoisier(boolean value) {
    return Records.with(this, "startOneNoisier", value);
  }

  public DimeSwitches logits(boolean value) {
    return Records.with(this, "logits", value);
  }

  public DimeSwitches scaled(boolean value) {
    return Records.with(this, "scaled", value);
  }

  public DimeSwitches rolloutNoise(boolean value) {
    return Records.with(this, "rolloutNoise", value);
  }

  public DimeSwitches sharedStart(boolean value) {
    return Records.with(this, "sharedStart", value);
  }

  public DimeSwitches guidedIterations(int value) {
    return Records.with(this, "guidedIterations", value);
  }

  public DimeSwitches euclideanScale(double value) {
    return Records.with(this, "euclideanScale", value);
  }
}
