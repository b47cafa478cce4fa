package io.otherwise.training;

import io.otherwise.guidance.Norms;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * Projected gradient ascent on a loss within a Euclidean ball around each picture.
 *
 * <p>Madry et al. (2018), <a href="https://arxiv.org/abs/1706.06083">Towards Deep Learning Models
 * Resistant to Adversarial Attacks</a>, Section 2.1, with the L2 ball in place of the cube, and
 * without a random start, as Engstrom et al. (2019), <a
 * href="https://github.com/MadryLab/robustness">Robustness</a>, attack by default.
 *
 * <h2>Notation</h2>
 *
 * x the picture, x' the {@code adversarial} one, epsilon {@code radius}, alpha {@code rate}.
 *
 * <pre>
 *   g  = gradient of the loss at x'
 *   x' = clip(x + P(x' + alpha g / |g| - x)),   P(d) = d min(1, epsilon / |d|)
 * </pre>
 *
 * @param radius largest distance from the picture, in L2 over all its values in [0, 1]
 * @param steps gradient steps
 * @param rate length of one step, in the unit of the radius
 */
public record L2Attack(double radius, int steps, double rate) {
  /** Steps together are this many radii long, so that they get around the ball's surface. */
  private static final double REACH = 2.5;

  public L2Attack {
    if (!(radius > 0) || steps < 1 || !(rate > 0)) {
      throw new IllegalArgumentException(
          "an attack has a radius and a rate above 0 and at least 1 step, but had radius "
              + radius
              + ", rate "
              + rate
              + " and "
              + steps
              + " steps; L2Attack.of(0.86, 3) is the usual one at 64 pixels");
    }
  }

  /** Steps of 2.5 radius / steps each, the rule of Madry et al.'s code. */
  public static L2Attack of(double radius, int steps) {
    return new L2Attack(radius, steps, REACH * radius / steps);
  }

  /** The same ball searched in another number of steps. */
  public L2Attack steps(int count) {
    return of(radius, count);
  }

  /**
   * A radius for pictures of another side. The scaling rule keeps radius / sqrt(number of values),
   * the root mean square change of a value: 3 at 224 pixels becomes 3 * 64 / 224 = 0.857 at 64.
   *
   * @param from side for which the radius is known, in pixels
   * @param to side of the pictures at hand, in pixels
   */
  public static double scaled(double radius, int from, int to) {
    return radius * to / from;
  }

  /**
   * Changes pictures so that a loss rises.
   *
   * @param images N x C x H x W in [0, 1]
   * @param loss of such images, a single value: a sum or mean over pictures that do not depend on
   *     each other, so not through batch normalisation in training mode
   * @return images of the same shape in [0, 1], outside any graph
   */
  public Tensor on(Tensor images, UnaryOperator<Tensor> loss) {
    Tensor adversarial = images;
    for (int k = 0; k < steps; k++) {
      try (Scope step = Scope.open()) {
        Tensor gradient = gradient(adversarial, loss);
        Tensor uphill = gradient.times(rate).over(Norms.guarded(gradient));
        Tensor near = projected(images, adversarial.plus(uphill));
        adversarial = step.keepInstead(adversarial == images ? null : adversarial, near);
      }
    }
    return adversarial;
  }

  private static Tensor gradient(Tensor images, UnaryOperator<Tensor> loss) {
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(images);
      return graph.of(loss.apply(leaf), leaf);
    }
  }

  /** Clipping to [0, 1] comes last: it only brings a value nearer to that of the picture. */
  private Tensor projected(Tensor images, Tensor moved) {
    Tensor change = moved.minus(images);
    Tensor shrink = Norms.guarded(change).pow(-1).times(radius).clamp(0, 1);
    return images.plus(change.times(shrink)).clamp(0, 1);
  }
}
