package io.otherwise.method;

import io.otherwise.explain.Records;

/**
 * What ECED's paper leaves open, or says in two ways. There is no code of the authors to ask.
 *
 * @param shrink how the key region becomes a mask over the latent; the paper says "downsample"
 * @param distance L_dis, a mean over the pixels and channels of the background
 * @param fitDecoder whether phase 2 fits a copy of the decoder, too; the supplement's B.4 compares
 * @param simulateNoise whether phase 2 decodes under the noise that is left at timestep 0, which is
 *     the point of B.4
 * @param cleanEnd whether the last reverse step ends at alpha = 1, without noise; else at alpha_0,
 *     as latent diffusion's sampler does and B.4 describes
 * @param eta noise of the reverse steps: 1 as the paper's stochastic sampler, 0 for none
 * @param freshAdam whether phase 3 starts with moments of zero, or with those that phase 2 left
 * @param bothEnds whether t2 = 0, ..., T2 counts both ends, as Algorithm 3 is written: T2 + 1
 *     iterations; else T2
 * @param result which image is the answer
 * @param linksPerGraph how many of the chain's links, which are the denoising steps and the
 *     classifier behind the decoder, one gradient graph holds; fewer take less memory and a second
 *     forward. With 1 only the latents between the steps are kept
 */
public record EcedSwitches(
    Shrink shrink,
    Distance distance,
    boolean fitDecoder,
    boolean simulateNoise,
    boolean cleanEnd,
    double eta,
    boolean freshAdam,
    boolean bothEnds,
    Result result,
    int linksPerGraph) {
  /** One graph for the whole chain. */
  public static final int ALL = Integer.MAX_VALUE;

  /** How a mask over pixels becomes one over latent pixels. */
  public enum Shrink {
    /** 1 where any pixel below is: the region is covered whole. */
    ANY,
    /** 1 where at least half of the pixels below are. */
    HALF
  }

  /** How far the background is from the factual image's. */
  public enum Distance {
    /** Squared differences, as the supplement's L_bg (Eq. 12). */
    SQUARED,
    /** Absolute differences. */
    ABSOLUTE
  }

  /** Which image is the answer. */
  public enum Result {
    /** That of the last iteration, made before the last update, as Algorithm 3 returns it. */
    BEFORE_LAST_UPDATE,
    /** One more, made after the last update. */
    AFTER_LAST_UPDATE
  }

  public EcedSwitches {
    Check.within("eta scales the noise of a reverse step", eta, 0, 1, 1);
    Check.atLeast("linksPerGraph counts the links of a gradient graph", linksPerGraph, 1, ALL);
  }

  /** As the supplement's algorithms are written, the rest chosen; one graph for the chain. */
  public static EcedSwitches published() {
    return new EcedSwitches(
        Shrink.ANY,
        Distance.SQUARED,
        true,
        true,
        false,
        1,
        true,
        true,
        Result.BEFORE_LAST_UPDATE,
        ALL);
  }

  public EcedSwitches shrink(Shrink value) {
    return Records.with(this, "shrink", value);
  }

  public EcedSwitches distance(Distance value) {
    return Records.with(this, "distance", value);
  }

  public EcedSwitches fitDecoder(boolean value) {
    return Records.with(this, "fitDecoder", value);
  }

  public EcedSwitches simulateNoise(boolean value) {
    return Records.with(this, "simulateNoise", value);
  }

  public EcedSwitches cleanEnd(boolean value) {
    return Records.with(this, "cleanEnd", value);
  }

  public EcedSwitches eta(double value) {
    return Records.with(this, "eta", value);
  }

  public EcedSwitches freshAdam(boolean value) {
    return Records.with(this, "freshAdam", value);
  }

  public EcedSwitches bothEnds(boolean value) {
    return Records.with(this, "bothEnds", value);
  }

  public EcedSwitches result(Result value) {
    return Records.with(this, "result", value);
  }

  public EcedSwitches linksPerGraph(int value) {
    return Records.with(this, "linksPerGraph", value);
  }
}
