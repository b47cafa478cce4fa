package io.otherwise.metric;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Scores;

/**
 * How sure the classifier is of the edited image, in [0, 1]: the probability of the target.
 *
 * <p>CoLa-DCE's code reports the largest probability instead, whichever class has it, so an answer
 * that never left its class may look sure: see {@link Reading#MAXIMUM}.
 *
 * @param reading which probability
 * @param population all answers by default
 */
public record Confidence(Reading reading, Population population) implements PairMetric {
  /** Which probability is read. */
  public enum Reading {
    /** That of the target. */
    TARGET,
    /** The largest one, as CoLa-DCE's code does. */
    MAXIMUM;

    /**
     * The confidence of one answer.
     *
     * @param probabilities one a class
     * @param target index of the target class
     */
    public double of(double[] probabilities, int target) {
      if (this == TARGET) {
        return probabilities[target];
      }
      double largest = 0;
      for (double p : probabilities) {
        largest = Math.max(largest, p);
      }
      return largest;
    }
  }

  /** p(target) over all answers. */
  public Confidence() {
    this(Reading.TARGET, Population.ALL);
  }

  /** The same with the probability that a reference implementation reads. */
  public Confidence compat(Reading value) {
    return new Confidence(value, population);
  }

  public Confidence population(Population value) {
    return new Confidence(reading, value);
  }

  @Override
  public String name() {
    return reading == Reading.TARGET ? "confidence" : "confidence (any class)";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Motzkus et al. (2024), CoLa-DCE";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(
        answers,
        population,
        c -> reading.of(wide(c.after()), c.after().indexOf(c.query().target())));
  }

  private static double[] wide(Scores scores) {
    float[] p = scores.probabilities();
    double[] wide = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      wide[i] = p[i];
    }
    return wide;
  }
}
