package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.world.ModelTruth;
import io.otherwise.world.World;

/**
 * How far an answer lies from the nearest rendered scene that changes this classifier's mind. The
 * first of the two truths, by which explanations are ranked: for a classifier with a shortcut the
 * shortcut is the right explanation. {@link WorldTruthDistance} is the other one; the two are never
 * mixed, and their names put this one first.
 *
 * <p>The nearest scene is often a small change, so that an answer that does nothing lies near it
 * too: read this with the flip ratio, on {@link Population#VALID}, and beside the controls.
 *
 * <p>Not defined, and left out of the mean, where the classifier calls the factual picture the
 * target already, and where no scene changes its mind.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param classifier the classifier that the answers explain
 * @param distance mean absolute difference by default
 */
public record ModelTruthDistance(
    KnownTruth truth, Classifier classifier, PixelDistance distance, Population population)
    implements PairMetric {

  /** The mean absolute distance over all answers. */
  public ModelTruthDistance(KnownTruth truth, Classifier classifier) {
    this(truth, classifier, PixelDistance.L1, Population.ALL);
  }

  /** The same with a truth of its own. */
  public ModelTruthDistance(World world, Classifier classifier) {
    this(KnownTruth.of(world), classifier);
  }

  public ModelTruthDistance distance(PixelDistance value) {
    return new ModelTruthDistance(truth, classifier, value, population);
  }

  public ModelTruthDistance population(Population value) {
    return new ModelTruthDistance(truth, classifier, distance, value);
  }

  @Override
  public String name() {
    return "model truth distance (" + distance + ")";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "this workbench (2026), the embedded world: model truth";
  }

  /**
   * Searches the truth about every query that is not known yet.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  @Override
  public Values sample(Counterfactuals answers) {
    return truth.values(answers, population, this::distance);
  }

  private double distance(Counterfactual answer) {
    return truth
        .modelTruth(answer.query(), classifier)
        .map(set -> nearest(set, answer.edited(), distance))
        .orElse(Double.NaN);
  }

  /** The distance to the nearest member of model truth; NaN where it has none. */
  public static double nearest(ModelTruth truth, Image edited, PixelDistance distance) {
    return truth.members().stream()
        .mapToDouble(member -> distance.between(edited, member.image()))
        .min()
        .orElse(Double.NaN);
  }
}
