package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;

/**
 * By how much the classifier's p(target) rises from the factual image to the other one, in [-1, 1].
 * Of images in which one thing was put on or taken off, and nothing else changed, the mean is that
 * thing's average treatment effect; of a method's answers it is the gain in confidence.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Section 5.2, which lets InstructPix2Pix put glasses on and take
 * them off; in a rendered world the intervention is exact.
 *
 * @param population all answers by default
 */
public record TreatmentEffect(Population population) implements PairMetric {
  /** All answers. */
  public TreatmentEffect() {
    this(Population.ALL);
  }

  public TreatmentEffect population(Population value) {
    return new TreatmentEffect(value);
  }

  /** The effect in one image. */
  public static double of(Counterfactual treated) {
    return treated.targetAfter() - treated.targetBefore();
  }

  @Override
  public String name() {
    return "effect on p(target)";
  }

  @Override
  public Direction direction() {
    return Direction.NONE;
  }

  @Override
  public String citation() {
    return "Farid et al. (2023), Latent Diffusion Counterfactual Explanations";
  }

  @Override
  public Values sample(Counterfactuals answers) {
    return Values.of(answers, population, TreatmentEffect::of);
  }
}
