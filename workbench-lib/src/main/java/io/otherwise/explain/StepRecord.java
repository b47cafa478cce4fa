package io.otherwise.explain;

import java.util.Objects;
import java.util.Optional;

/**
 * What one denoising step saw.
 *
 * @param step position in the loop, 0 first
 * @param timestep of the diffusion, 0 = clean
 * @param targetProbability of the classifier for the target class on the predicted clean image, in
 *     [0, 1]; NaN where the step did not ask
 * @param keptFraction share of the guidance that the mask let through, in [0, 1]; 1 without a mask
 * @param thumbnail the predicted clean image, kept only on request
 */
public record StepRecord(
    int step,
    int timestep,
    double targetProbability,
    double keptFraction,
    Optional<Image> thumbnail) {
  public StepRecord {
    Objects.requireNonNull(thumbnail, "thumbnail");
    if (targetProbability < 0
        || targetProbability > 1
        || !(keptFraction >= 0 && keptFraction <= 1)) {
      throw new IllegalArgumentException(
          ("a step's probability and kept fraction lie in [0, 1], but step %s has %s and "
                  + "%s; record shares, not counts")
              .formatted(step, targetProbability, keptFraction));
    }
  }

  public StepRecord(int step, int timestep, double targetProbability, double keptFraction) {
    this(step, timestep, targetProbability, keptFraction, Optional.empty());
  }
}
