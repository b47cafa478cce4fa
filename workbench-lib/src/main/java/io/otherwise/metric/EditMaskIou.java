package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.world.EditMask;
import io.otherwise.world.WorldTruth;

/**
 * Intersection over union of where an answer edits and where world truth does: both are the pixels
 * that move by more than one threshold in a channel, so world truth itself reaches 1 at any
 * threshold.
 *
 * <p>Jaccard (1901), Etude comparative de la distribution florale dans une portion des Alpes et du
 * Jura. An answer that moves no pixel has 0, unless the truth moves none either.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param threshold in [0, 1), {@link EditMask#THRESHOLD} by default: four 8-bit steps. An answer
 *     that went through an autoencoder moves most pixels by more than that; 0.1 lies above its loss
 */
public record EditMaskIou(KnownTruth truth, double threshold, Population population)
    implements PairMetric {

  public EditMaskIou {
    if (!(threshold >= 0 && threshold < 1)) {
      throw new IllegalArgumentException(
          "the threshold of an edit lies in [0, 1), but was "
              + threshold
              + "; choose EditMask.THRESHOLD for what the eye sees, or 0.1 for decoded pictures");
    }
  }

  /** At the world's own threshold, over all answers. */
  public EditMaskIou(KnownTruth truth) {
    this(truth, EditMask.THRESHOLD, Population.ALL);
  }

  public EditMaskIou threshold(double value) {
    return new EditMaskIou(truth, value, population);
  }

  public EditMaskIou population(Population value) {
    return new EditMaskIou(truth, threshold, value);
  }

  @Override
  public String name() {
    return threshold == EditMask.THRESHOLD ? "edit mask IoU" : "edit mask IoU above " + threshold;
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Jaccard (1901); against the world truth of this workbench";
  }

  /**
   * Renders the truth about every query that is not known yet.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  @Override
  public Values sample(Counterfactuals answers) {
    return truth.values(answers, population, this::overlap);
  }

  private double overlap(Counterfactual answer) {
    WorldTruth right = truth.worldTruth(answer.query());
    EditMask found = EditMask.between(answer.factual(), answer.edited(), threshold);
    return found.overlap(EditMask.between(right.factual(), right.counterfactual(), threshold));
  }
}
