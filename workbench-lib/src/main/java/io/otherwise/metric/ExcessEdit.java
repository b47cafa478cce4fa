package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.world.EditMask;

/**
 * What an answer changes where the target's attribute cannot: the energy of the edit outside the
 * true mask (squared differences, summed over the channels) for each pixel there, in [0, 3]. The
 * mask is that of {@link EditEnergyInside}. Not defined where the mask covers the whole picture, as
 * that of a blur may.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param dilation pixels by which the true mask is widened, 1 by default: edges are soft
 */
public record ExcessEdit(KnownTruth truth, int dilation, Population population)
    implements PairMetric {

  public ExcessEdit {
    if (dilation < 0) {
      throw new IllegalArgumentException(
          "a mask is widened by 0 or more pixels, but was by " + dilation + "; choose 1");
    }
  }

  /** Outside the true mask and one pixel around it, over all answers. */
  public ExcessEdit(KnownTruth truth) {
    this(truth, 1, Population.ALL);
  }

  public ExcessEdit dilation(int value) {
    return new ExcessEdit(truth, value, population);
  }

  public ExcessEdit population(Population value) {
    return new ExcessEdit(truth, dilation, value);
  }

  @Override
  public String name() {
    return "excess edit outside the true mask";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "this workbench (2026), the embedded world: true edit masks";
  }

  /**
   * Renders the mask of every query that is not known yet.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  @Override
  public Values sample(Counterfactuals answers) {
    return truth.values(answers, population, this::excess);
  }

  private double excess(Counterfactual answer) {
    EditMask outside = truth.mask(answer.query()).dilated(dilation).inverse();
    double pixels = outside.share() * outside.side() * outside.side();
    // 0 / 0 is the NaN of a mask that leaves no pixel.
    return outside.energy(answer.factual(), answer.edited()) / pixels;
  }
}
