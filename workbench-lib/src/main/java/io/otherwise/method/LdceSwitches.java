package io.otherwise.method;

/**
 * Where LDCE's paper, its code and common sense can differ.
 *
 * @param guidance PROJECTED is the method; FREE is plain classifier-free guidance, which ignores
 *     the classifier (the shipped CelebA-HQ configuration has it, probably by mistake)
 * @param consensus MASK is the published method; the cones are what the code offers beside it
 * @param patch side of the patches whose angles are compared, 1 in the paper
 * @param overwrite what stands where the mask drops, 0 in the paper
 * @param keepUndefinedAngles whether a patch with a zero vector is kept, as the code's comparison
 *     with NaN does
 * @param renormalise which norm both scores are scaled to: that of the implicit score in the code
 * @param clean which noise prediction the clean image is estimated from: the unconditional one in
 *     the code
 * @param distance what keeps the image close to the factual one
 * @param clampDistance whether the estimate is clamped to [0, 1] before the distance, as in the
 *     code
 * @param throughUNet whether gradients pass the U-Net; without it the U-Net's share is neglected
 *     (an approximation, a quarter cheaper)
 * @param encodeOneNoisier whether the abduction is one position noisier than the first step, as in
 *     the code
 * @param sharedNoise whether all queries share one noise, as some configurations do
 * @param meanOverBatch whether the two-sided loss is a mean over the batch, as in the code; it
 *     matters only without renormalisation
 */
public record LdceSwitches(
    Guidance guidance,
    Rule consensus,
    int patch,
    double overwrite,
    boolean keepUndefinedAngles,
    Norm renormalise,
    Clean clean,
    Distance distance,
    boolean clampDistance,
    boolean throughUNet,
    boolean encodeOneNoisier,
    boolean sharedNoise,
    boolean meanOverBatch) {

  /** Whether the target classifier guides at all. */
  public enum Guidance {
    PROJECTED,
    FREE
  }

  /** How the classifier's score is reconciled with the implicit one. */
  public enum Rule {
    MASK,
    PATCH_CONE,
    GLOBAL_CONE;

    /**
     * The rule by its name in the authors' configuration files.
     *
     * @param coneProjectionType {@code zero_binning} or {@code binning}
     * @throws IllegalArgumentException for {@code default} too, which fails in their code
     */
    public static Rule ofReference(String coneProjectionType) {
      return switch (coneProjectionType) {
        case "zero_binning" -> MASK;
        case "binning" -> PATCH_CONE;
        case "default" ->
            throw new IllegalArgumentException(
                "cone_projection_type \"default\" stops in the authors' code, which adds a flat"
                    + " vector to a latent; choose GLOBAL_CONE, which gives it the latent's shape");
        default ->
            throw new IllegalArgumentException(
                "cone_projection_type is zero_binning or binning, but was "
                    + coneProjectionType
                    + "; the paper uses zero_binning");
      };
    }
  }

  /** What scores are rescaled to. */
  public enum Norm {
    TO_IMPLICIT,
    TO_UNCONDITIONAL,
    NONE
  }

  /** Which noise prediction gives the clean estimate. */
  public enum Clean {
    UNCONDITIONAL,
    CONDITIONAL,
    GUIDED
  }

  /** Distance to the factual image, summed over pixels. */
  public enum Distance {
    L1,
    L2
  }

  public LdceSwitches {
    Check.atLeast("patch is the side of a square of latent pixels", patch, 1, 1);
  }

  /** As the authors' code runs. */
  public static LdceSwitches published() {
    return new LdceSwitches(
        Guidance.PROJECTED,
        Rule.MASK,
        1,
        0,
        true,
        Norm.TO_IMPLICIT,
        Clean.UNCONDITIONAL,
        Distance.L1,
        true,
        true,
        true,
        false,
        false);
  }

  public LdceSwitches guidance(Guidance value) {
    return new LdceSwitches(
        value,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches consensus(Rule value) {
    return new LdceSwitches(
        guidance,
        value,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches patch(int value) {
    return new LdceSwitches(
        guidance,
        consensus,
        value,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches overwrite(double value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        value,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches keepUndefinedAngles(boolean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        value,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches renormalise(Norm value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        value,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches clean(Clean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        value,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches distance(Distance value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        value,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches clampDistance(boolean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        value,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches throughUNet(boolean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        value,
        encodeOneNoisier,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches encodeOneNoisier(boolean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        value,
        sharedNoise,
        meanOverBatch);
  }

  public LdceSwitches sharedNoise(boolean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        value,
        meanOverBatch);
  }

  public LdceSwitches meanOverBatch(boolean value) {
    return new LdceSwitches(
        guidance,
        consensus,
        patch,
        overwrite,
        keepUndefinedAngles,
        renormalise,
        clean,
        distance,
        clampDistance,
        throughUNet,
        encodeOneNoisier,
        sharedNoise,
        value);
  }
}
