package io.otherwise.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Step sizes of the adaptive Frank-Wolfe method, one a query: they shrink at checkpoints, which
 * come closer and closer, where the loss no longer rises.
 *
 * <p>Boreiko et al. (2022), after the checkpoints of Croce and Hein (2020), <a
 * href="https://arxiv.org/abs/2003.01690">Reliable evaluation of adversarial robustness</a>,
 * Section 3. Losses are those of ascent: higher is better.
 */
final class ShrinkingSteps {
  /** First and least distance of checkpoints, and by how much they come closer: shares of all. */
  private static final double FIRST = 0.22;

  private static final double LEAST = 0.06;
  private static final double CLOSER = 0.03;

  /** What a size is multiplied with. */
  private static final double SHRINK = 0.75;

  private final double risingShare;
  private final int least;
  private final int closer;
  private final double[] sizes;
  private final List<float[]> losses = new ArrayList<>();
  private final boolean[] shrunkBefore;
  private float[] bestBefore;
  private int window;
  private int since;

  /**
   * Starts with sizes of 2, so that the first step goes all the way.
   *
   * @param steps how many steps there will be
   * @param risingShare rho: a size shrinks where at most this share of the steps since the last
   *     checkpoint rose
   * @param startLosses of the starting points, one a query
   */
  ShrinkingSteps(int steps, double risingShare, float... startLosses) {
    this.risingShare = risingShare;
    this.window = Math.max((int) (FIRST * steps), 1);
    this.least = Math.max((int) (LEAST * steps), 1);
    this.closer = Math.max((int) (CLOSER * steps), 1);
    this.sizes = new double[startLosses.length];
    Arrays.fill(sizes, 2);
    this.bestBefore = startLosses.clone();
    this.shrunkBefore = new boolean[startLosses.length];
    Arrays.fill(shrunkBefore, true);
  }

  /** What the way to the vertex is multiplied with in step {@code i}, counted from 0. */
  float[] rates(int i) {
    float[] rates = new float[sizes.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = (float) (sizes[k] / (Math.sqrt(i) + 2));
    }
    return rates;
  }

  /**
   * Tells the losses of a step.
   *
   * @param best the best losses so far, this step's included
   * @return the queries whose size shrank; they go back to their best image
   */
  boolean[] after(float[] step, float[] best) {
    losses.add(step.clone());
    boolean[] shrunk = new boolean[sizes.length];
    since++;
    if (since < window) {
      return shrunk;
    }
    for (int k = 0; k < shrunk.length; k++) {
      boolean stuck = !shrunkBefore[k] && bestBefore[k] >= best[k];
      shrunk[k] = stuck || rises(k) <= window * risingShare;
      sizes[k] *= shrunk[k] ? SHRINK : 1;
      shrunkBefore[k] = shrunk[k];
    }
    bestBefore = best.clone();
    window = Math.max(window - closer, least);
    since = 0;
    return shrunk;
  }

  /** How often the loss rose since the last checkpoint; the very first step counts as no rise. */
  private int rises(int query) {
    int rises = 0;
    for (int i = losses.size() - window; i < losses.size(); i++) {
      rises += i > 0 && losses.get(i)[query] > losses.get(i - 1)[query] ? 1 : 0;
    }
    return rises;
  }
}
