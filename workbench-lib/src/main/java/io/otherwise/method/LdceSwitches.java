package io.otherwise.method;

import io.otherwise.explain.Records;
import io.otherwise.explain.Seed;
import io.otherwise.guidance.Cone;
import io.otherwise.guidance.Consensus;
import io.otherwise.guidance.Losses;
import io.otherwise.guidance.Masks;
import io.otherwise.guidance.Norms;
import io.otherwise.model.Classifier;
import io.otherwise.model.Conditioning;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.List;

/**
 * Where LDCE's paper, its code and common sense can differ.
 *
 * @param guidance PROJECTED is the method; FREE is plain classifier-free guidance, which ignores
 *     the classifier (the shipped CelebA-HQ configuration has it, probably by mistake)
 * @param consensus MASK is the published method; the cones are what the code offers beside it, and
 *     the other masks are controls
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
    GLOBAL_CONE,
    /** A control: as many patches as the mask keeps, but random ones. */
    RANDOM_MASK,
    /** A control: agreement with what the model implies of another class than the target. */
    OTHER_CLASS_MASK;

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
    return Records.with(this, "guidance", value);
  }

  public LdceSwitches consensus(Rule value) {
    return Records.with(this, "consensus", value);
  }

  public LdceSwitches patch(int value) {
    return Records.with(this, "patch", value);
  }

  public LdceSwitches overwrite(double value) {
    return Records.with(this, "overwrite", value);
  }

  public LdceSwitches keepUndefinedAngles(boolean value) {
    return Records.with(this, "keepUndefinedAngles", value);
  }

  public LdceSwitches renormalise(Norm value) {
    return Records.with(this, "renormalise", value);
  }

  public LdceSwitches clean(Clean value) {
    return Records.with(this, "clean", value);
  }

  public LdceSwitches distance(Distance value) {
    return Records.with(this, "distance", value);
  }

  public LdceSwitches clampDistance(boolean value) {
    return Records.with(this, "clampDistance", value);
  }

  public LdceSwitches throughUNet(boolean value) {
    return Records.with(this, "throughUNet", value);
  }

  public LdceSwitches encodeOneNoisier(boolean value) {
    return Records.with(this, "encodeOneNoisier", value);
  }

  public LdceSwitches sharedNoise(boolean value) {
    return Records.with(this, "sharedNoise", value);
  }

  public LdceSwitches meanOverBatch(boolean value) {
    return Records.with(this, "meanOverBatch", value);
  }

  Noise noise(Seed seed, List<String> ids) {
    return sharedNoise ? Noise.shared(seed, ids.size()) : Noise.counted(seed, ids);
  }

  /** Whether a gradient is taken through one of the two noise predictions. */
  boolean graphThrough(Clean prediction) {
    boolean used = clean == prediction || clean == Clean.GUIDED;
    return guidance == Guidance.PROJECTED && throughUNet && used;
  }

  /** The noise that the clean estimate is made with. */
  Tensor epsOfClean(Tensor epsU, Tensor epsC, double guidanceScale) {
    return switch (clean) {
      case UNCONDITIONAL -> epsU;
      case CONDITIONAL -> epsC;
      case GUIDED -> epsU.plus(epsC.minus(epsU).times(guidanceScale));
    };
  }

  /** What is ascended: the log-probabilities of the targets. */
  Tensor objective(Batch batch, Tensor logits, Classifier classifier) {
    Tensor sum = Targets.logProbability(batch, logits, classifier);
    return meanOverBatch && classifier.binary() ? sum.over(batch.size()) : sum;
  }

  /** What is descended: the distance of the clean estimate from the factual image. */
  Tensor distance(Tensor pixels, Tensor factuals) {
    Tensor seen = clampDistance ? pixels.clamp(0, 1) : pixels;
    return switch (distance) {
      case L1 -> Losses.l1(seen, factuals);
      case L2 -> Losses.l2(seen, factuals);
    };
  }

  /**
   * 1 where the classifier's score agrees with the implicit one; or as many random patches.
   *
   * @param noise says which, at the step of this number
   */
  Tensor mask(Tensor implicit, Tensor score, double degrees, Noise noise, int number) {
    Tensor mask = Consensus.mask(implicit, score, degrees, patch, keepUndefinedAngles);
    if (consensus != Rule.RANDOM_MASK) {
      return mask;
    }
    long[] patches = {mask.size(0), 1, mask.size(2) / patch, mask.size(3) / patch};
    return Masks.scattered(mask, noise.draw("random mask", number, patches), patch);
  }

  /**
   * The condition that the classifier has to agree with: the target, or for a control another
   * class.
   */
  Tensor compared(Tensor target, Batch batch, Classifier classifier, Conditioning conditioning) {
    return consensus == Rule.OTHER_CLASS_MASK
        ? conditioning.towards(Targets.others(batch, classifier))
        : target;
  }

  /** The part of the classifier's score that agrees. */
  Tensor agreed(Tensor implicit, Tensor score, Tensor mask, double degrees) {
    return switch (consensus) {
      case MASK, RANDOM_MASK, OTHER_CLASS_MASK -> Consensus.filtered(score, mask, overwrite);
      case PATCH_CONE -> Cone.patchwise(implicit, score, degrees, patch);
      case GLOBAL_CONE -> Cone.global(implicit, score, degrees);
    };
  }

  /** A score at the norm of the generator's own. */
  Tensor renormalised(Tensor score, Tensor implicit, Tensor epsU) {
    return switch (renormalise) {
      case TO_IMPLICIT -> Norms.rescaled(score, Norms.guarded(implicit));
      case TO_UNCONDITIONAL -> Norms.rescaled(score, Norms.guarded(epsU));
      case NONE -> score;
    };
  }
}
