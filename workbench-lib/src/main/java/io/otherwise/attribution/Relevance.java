package io.otherwise.attribution;

import io.otherwise.model.Classifier;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.NetworkClassifier;

/**
 * Layer-wise relevance propagation: what a logit rests on, handed back from layer to layer so that
 * nothing is made and only biases take a share.
 *
 * <p>Bach et al. (2015), <a href="https://doi.org/10.1371/journal.pone.0130140">On Pixel-Wise
 * Explanations for Non-Linear Classifier Decisions</a>; the rules by layer are the composite
 * EpsilonGammaBox of Anders et al. (2021), <a href="https://arxiv.org/abs/2106.13200">Software for
 * Dataset-wide XAI</a> (zennit 0.5), with its canonizer:
 *
 * <ul>
 *   <li>the first convolution, if it sees the image: box rule with the range of the normalised
 *       image;
 *   <li>every other convolution: gamma rule;
 *   <li>dense layers, averages, sums such as skip connections: epsilon rule;
 *   <li>maxima: all to the largest; activations: relevance passes;
 *   <li>batch normalisation: merged into the layer before it; with none there, epsilon rule by
 *       channel;
 *   <li>layer normalisation and attention: factors and weights are constants (Ali et al. 2022).
 * </ul>
 *
 * <pre>{@code
 * try (RelevanceNetwork relevance = Relevance.epsilonGammaBox().on(classifier)) {
 *   Attribution map = relevance.of(image, "old");
 * }
 * }</pre>
 *
 * @param gamma how much is added to the weights that agree with an output, at least 0
 * @param epsilon added to the size of every denominator, above 0
 */
public record Relevance(double gamma, double epsilon) {
  public Relevance {
    if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          ("gamma is added to weights and is at least 0, but was %s; zennit's composite has "
                  + "0.25, CoLa-DCE 0.1")
              .formatted(gamma));
    }
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "epsilon keeps denominators from 0 and is above it, but was %s; zennit has 1e-6"
              .formatted(epsilon));
    }
  }

  /** As CoLa-DCE sets it: gamma 0.1, pixels in [0, 1], zennit's epsilon. */
  public static Relevance epsilonGammaBox() {
    return new Relevance(0.1, 1e-6);
  }

  public Relevance gamma(double newGamma) {
    return new Relevance(newGamma, epsilon);
  }

  public Relevance epsilon(double newEpsilon) {
    return new Relevance(gamma, newEpsilon);
  }

  /**
   * Writes and compiles the propagation through a classifier; it shares the classifier's weights
   * and must be closed before it.
   *
   * @throws IllegalArgumentException if the classifier's layers are out of reach, or one of them
   *     has no rule
   */
  public RelevanceNetwork on(Classifier classifier) {
    if (LayeredClassifier.of(classifier) instanceof NetworkClassifier network) {
      return new RelevanceNetwork(this, network);
    }
    throw new IllegalArgumentException(
        "relevance is propagated through a network written layer by layer, but "
            + classifier.name()
            + " is a "
            + classifier.getClass().getSimpleName()
            + "; bind its weights to an ImageNetwork, or use integrated gradients");
  }
}
