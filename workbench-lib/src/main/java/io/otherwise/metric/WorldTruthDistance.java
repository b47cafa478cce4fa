package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.world.World;

/**
 * How far an answer lies from the factual scene rendered again with the target's attribute, all
 * noise kept: what the world would look like, whatever a classifier thinks. The second of the two
 * truths, never mixed with {@link ModelTruthDistance}.
 *
 * @param truth the world, and what is known of it so far; share it between metrics
 * @param distance mean absolute difference by default
 */
public record WorldTruthDistance(KnownTruth truth, PixelDistance distance, Population population)
    implements PairMetric {

  /** The mean absolute distance over all answers. */
  public WorldTruthDistance(KnownTruth truth) {
    this(truth, PixelDistance.L1, Population.ALL);
  }

  /** The same with a truth of its own. */
  public WorldTruthDistance(World world) {
    this(KnownTruth.of(world));
  }

  public WorldTruthDistance distance(PixelDistance value) {
    return new WorldTruthDistance(truth, value, population);
  }

  public WorldTruthDistance population(Population value) {
    return new WorldTruthDistance(truth, distance, value);
  }

  @Override
  public String name() {
    return "world truth distance (" + distance + ")";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER;
  }

  @Override
  public String citation() {
    return "this workbench (2026), the embedded world: world truth";
  }

  /**
   * Renders the truth about every query that is not known yet.
   *
   * @throws IllegalArgumentException if a factual image or a target is not of the world
   */
  @Override
  public Values sample(Counterfactuals answers) {
    return truth.values(answers, population, this::distance);
  }

  private double distance(Counterfactual answer) {
    return distance.between(answer.edited(), truth.worldTruth(answer.query()).counterfactual());
  }
}
