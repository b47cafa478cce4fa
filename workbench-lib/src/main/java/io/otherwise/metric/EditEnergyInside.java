package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.world.EditMask;

/**
 * Share of an edit's energy (the squared difference of the pictures) that lies where the target's
 * attribute can change pixels, in [0, 1]. The mask is that of every value of the attribute ({@link
 * io.otherwise.world.Scene#mask}), a little wider. An answer that changes nothing has no share and
 * is left out of the mean.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param dilation pixels by which the true mask is widened, 1 by default: edges are soft
 */
public record EditEnergyInside(KnownTruth truth, int dilation, Population population)
    implements PairMetric {

  public EditEnergyInside {
    if (dilation < 0) {
      throw new IllegalArgumentException(
          "a mask is widened by 0 or more pixels, but was by " + dilation + "; choose 1");
    }
  }

  /** Inside the true mask and one pixel around it, over all answers. */
  public EditEnergyInside(KnownTruth truth) {
    this(truth, 1, Population.ALL);
  }

  public EditEnergyInside dilation(int value) {
    return new EditEnergyInside(truth, value, population);
  }

  public EditEnergyInside population(Population value) {
    return new EditEnergyInside(truth, dilation, value);
  }

  @Override
  public String name() {
    return "edit energy inside the true mask";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
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
    return truth.values(answers, population, this::share);
  }

  private double share(Counterfactual answer) {
    EditMask mask = truth.mask(answer.query()).dilated(dilation);
    double inside = mask.energy(answer.factual(), answer.edited());
    // 0 / 0 is the NaN of an answer that changes nothing.
    return inside / (inside + mask.inverse().energy(answer.factual(), answer.edited()));
  }

  /** The energy inside itself, not its share: the sum of squared differences in the mask. */
  public double energy(Counterfactual answer) {
    return energy(answer.query(), answer.edited());
  }

  /** The same of the true edit: what an answer would have that is world truth. */
  public double trueEnergy(Query query) {
    return energy(query, truth.worldTruth(query).counterfactual());
  }

  private double energy(Query query, Image edited) {
    return truth.mask(query).dilated(dilation).energy(query.factual(), edited);
  }
}
