package io.otherwise.method;

import io.otherwise.explain.Cost;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Tensor;

/** What guides a batch of LDCE: its own gradient, or that of a method which is LDCE in the rest. */
@FunctionalInterface
interface LdceGuide {
  /**
   * What a guide saw.
   *
   * @param gC gradient of the target's log-probability for zt
   * @param backwards passes through the classifier that it took
   */
  record Seen(Tensor logits, Tensor gC, int backwards) {}

  /**
   * Looks at a step's clean estimate.
   *
   * @param pixels N x 3 x H x W, nominally in [0, 1]
   * @param leaf zt, which the gradient is for
   * @param position of the step in the list of timesteps; 0 is the last one
   */
  Seen at(Gradients graph, Tensor pixels, Tensor leaf, int position);

  /** What was called to make the guide. */
  default Cost beforehand() {
    return Cost.ZERO;
  }

  /** LDCE's own: the gradient for all that the classifier sees. */
  static LdceGuide whole(Ldce ldce, Batch batch, Classifier classifier) {
    return (graph, pixels, leaf, position) -> {
      Tensor logits = classifier.logits(pixels);
      Tensor objective = ldce.switches().objective(batch, logits, classifier);
      return new Seen(logits, graph.of(objective, leaf), 1);
    };
  }
}
