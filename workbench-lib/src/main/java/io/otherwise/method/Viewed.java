package io.otherwise.method;

import io.otherwise.model.Classifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Tensor;
import java.util.Collections;

/**
 * A classifier that sees clean estimates together with random views of them, each classifier its
 * own.
 *
 * @param batch the queries, their targets as this classifier numbers them
 * @param who in whose name views are drawn and watched
 * @param count of views of an estimate, itself the first
 */
record Viewed(Classifier classifier, Batch batch, String who, int count, Watch watch) {
  /**
   * Logits of all views, the first views of all estimates first.
   *
   * @param clean N x 3 x H x W in [-1, 1]
   * @param step whose draws are taken
   * @param number of the step, as it is watched
   */
  Tensor logits(Tensor clean, int step, int number) {
    Tensor all = Views.of(clean, count, batch.noise(), who + " views", step);
    watch.at(number, who + "Views", all.detached());
    return classifier.logits(PixelDiffusion.unsigned(all));
  }

  /** Logits of the estimates alone. */
  Tensor logitsOfClean(Tensor clean) {
    return classifier.logits(PixelDiffusion.unsigned(clean));
  }

  /** p(target) of each query by the logits of its first view. */
  float[] probabilities(Tensor logits) {
    return Targets.probabilities(batch, logits.narrow(0, 0, batch.size()).detached(), classifier);
  }

  /** Sum over the batch of the mean over views of the targets' log-probabilities. */
  Tensor logProbability(Tensor logits) {
    Tensor targets = Tensor.cat(Collections.nCopies(count, batch.targets()), 0);
    return Targets.logProbability(targets, logits, classifier).over(count);
  }
}
