package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The share of answers that the classifier sees as their target and an independent judge too, in
 * [0, 1], with Wilson's interval. An adversarial pattern fools the classifier alone: its flip ratio
 * is high and this one low.
 *
 * <p>As in the PEAL library of Bender et al. (2025), <a
 * href="https://arxiv.org/abs/2506.14698">Towards Desiderata-Driven Design of Visual Counterfactual
 * Explainers</a>. The judge looks at the edited image only; where it may already be wrong about the
 * factual one, restrict the population, for example to queries whose cue is unambiguous.
 *
 * @param judge never the classifier being explained
 * @param population all answers by default
 */
public record NonAdversarialFlipRatio(Judge judge, Population population) implements PairMetric {
  /** All answers. */
  public NonAdversarialFlipRatio(Judge judge) {
    this(judge, Population.ALL);
  }

  public NonAdversarialFlipRatio population(Population value) {
    return new NonAdversarialFlipRatio(judge, value);
  }

  @Override
  public String name() {
    return "non-adversarial FR (" + judge.name() + ")";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER;
  }

  @Override
  public String citation() {
    return "Bender et al. (2025), Towards Desiderata-Driven Design of Visual Counterfactual"
        + " Explainers";
  }

  /** The judge sees the flipped answers alone: the others fail anyway. */
  @Override
  public Values sample(Counterfactuals answers) {
    int[] positions = population.positions(answers);
    int[] flipped =
        IntStream.range(0, positions.length)
            .filter(i -> answers.get(positions[i]).flipped())
            .toArray();
    boolean[] shown =
        shown(IntStream.of(flipped).mapToObj(i -> answers.get(positions[i])).toList());
    double[] values = new double[positions.length];
    for (int k = 0; k < flipped.length; k++) {
      values[flipped[k]] = shown[k] ? 1 : 0;
    }
    return new Values(positions, values, true);
  }

  private boolean[] shown(List<Counterfactual> flipped) {
    if (flipped.isEmpty()) {
      return new boolean[0];
    }
    boolean[] shown =
        judge.shows(
            flipped.stream().map(Counterfactual::edited).toList(),
            flipped.stream().map(c -> c.query().target()).toList());
    if (shown.length != flipped.size()) {
      throw new IllegalStateException(
          "a judge gives one answer an image, but gave "
              + shown.length
              + " for "
              + flipped.size()
              + " images; make it answer for every image");
    }
    return shown;
  }
}
