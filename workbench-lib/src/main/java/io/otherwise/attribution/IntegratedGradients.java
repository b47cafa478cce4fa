package io.otherwise.attribution;

import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import io.otherwise.model.Images;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of a logit, averaged on the straight way from a baseline to the image, times what
 * changes on that way. Needs gradients alone, so it works on any classifier.
 *
 * <p>Sundararajan, Taly and Yan (2017), <a href="https://arxiv.org/abs/1703.01365">Axiomatic
 * Attribution for Deep Networks</a>, equation 1:
 *
 * <pre>
 * IG_i(x) = (x_i - b_i) integral from 0 to 1 of df(b + t (x - b)) / dx_i dt
 * </pre>
 *
 * The integral is Gauss-Legendre quadrature, exact for gradients that are polynomials of degree 2
 * steps - 1 in t. Completeness (the paper's proposition 1): the sum over i is f(x) - f(b); {@link
 * #gap} says by how much the quadrature misses that.
 *
 * @param steps points on the way, 1 to 1000
 * @param baseline where the way begins; empty for black
 */
public record IntegratedGradients(int steps, Optional<Image> baseline) {
  /** Forward and backward passes that run together. */
  private static final int CHUNK = 16;

  private static final int MOST = 1000;

  public IntegratedGradients {
    if (steps < 1 || steps > MOST) {
      throw new IllegalArgumentException(
          "integrated gradients take 1 to %s steps, but were given %s; 32 suit most networks"
              .formatted(MOST, steps));
    }
  }

  /** 32 steps from black. */
  public static IntegratedGradients fromBlack() {
    return new IntegratedGradients(32, Optional.empty());
  }

  /** 32 steps from another image, which must have the size of those that are explained. */
  public static IntegratedGradients from(Image baseline) {
    return new IntegratedGradients(32, Optional.of(baseline));
  }

  public IntegratedGradients steps(int newSteps) {
    return new IntegratedGradients(newSteps, baseline);
  }

  /**
   * What each value of an image adds to the logit of a target; of minus the logit for the negative
   * side of a two-sided classifier.
   *
   * @param image 1 x 3 x H x W
   * @return the same shape
   */
  public Tensor of(Classifier classifier, Tensor image, String target) {
    try (Scope scope = Scope.open()) {
      Tensor x = image.detached();
      Tensor way = x.minus(baseline(x));
      Quadrature points = Quadrature.gaussLegendre(steps);
      Tensor mean = null;
      for (int from = 0; from < steps; from += CHUNK) {
        Quadrature some = points.part(from, Math.min(from + CHUNK, steps));
        try (Scope step = Scope.open()) {
          Tensor part = weighted(classifier, x, way, some, target);
          mean = step.keepInstead(mean, mean == null ? part : mean.plus(part));
        }
      }
      return scope.keep(mean.times(way));
    }
  }

  /** The sum over points on the way of weight times gradient: 1 x 3 x H x W. */
  private static Tensor weighted(
      Classifier classifier, Tensor x, Tensor way, Quadrature points, String target) {
    int n = points.size();
    // From the image backwards: at t the point is x - (1 - t) way.
    Tensor left = Tensor.of(points.left(), n, 1, 1, 1);
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(x.minus(left.times(way)));
      Tensor logits = classifier.logits(leaf);
      Tensor chosen = chosen(classifier, logits, target);
      Tensor gradients = graph.vjp(List.of(logits), List.of(leaf), List.of(chosen)).get(0);
      Tensor weights = Tensor.of(points.weights(), n, 1, 1, 1);
      return gradients.times(weights).sum(0).reshape(x.shape()).detached();
    }
  }

  private static Tensor chosen(Classifier classifier, Tensor logits, String target) {
    int n = (int) logits.size(0);
    float[] ones = LogitShares.chosen(classifier, n, Collections.nCopies(n, target));
    return Tensor.of(ones, logits.shape());
  }

  private Tensor baseline(Tensor image) {
    Tensor start =
        baseline.map(b -> Images.tensor(List.of(b))).orElseGet(() -> Tensor.full(0, image.shape()));
    if (image.shape().length != 4 || !Arrays.equals(start.shape(), image.shape())) {
      throw new IllegalArgumentException(
          ("the way from a baseline ends at one image of its size, but they are %s and %s; "
                  + "resize one, or explain images one by one")
              .formatted(Arrays.toString(start.shape()), Arrays.toString(image.shape())));
    }
    return start;
  }

  /** A picture's attribution, the channels summed. */
  public Attribution of(Classifier classifier, Image image, String target) {
    try (Scope scope = Scope.open()) {
      Tensor values = of(classifier, Images.tensor(List.of(image)), target);
      return Attribution.summed("integrated gradients", target, RelevanceNetwork.IMAGE, values);
    }
  }

  /** f(x) - f(baseline) minus the sum of the attributions: what the quadrature misses. */
  public double gap(Classifier classifier, Image image, String target) {
    try (Scope scope = Scope.open()) {
      Tensor x = Images.tensor(List.of(image));
      double rise = logit(classifier, x, target) - logit(classifier, baseline(x), target);
      return rise - of(classifier, image, target).total();
    }
  }

  private static double logit(Classifier classifier, Tensor image, String target) {
    Tensor logits = classifier.logits(image);
    return logits.times(chosen(classifier, logits, target)).sum().item();
  }
}
