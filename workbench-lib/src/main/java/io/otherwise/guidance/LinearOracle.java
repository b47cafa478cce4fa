package io.otherwise.guidance;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The linear maximisation oracle of a Frank-Wolfe method: the point of an l_p ball, cut by the box
 * of images, that lies furthest along a direction.
 *
 * <p>Boreiko et al. (2022), <a href="https://arxiv.org/abs/2205.07972">Sparse Visual Counterfactual
 * Explanations in Image Space</a>. Reference: valentyn1boreiko/DVCEs at 2de4669, {@code maxlin}.
 */
public final class LinearOracle {
  private LinearOracle() {}

  /**
   * The change {@code delta} that maximises {@code <direction, delta>} under {@code |delta|_p <=
   * radius} and {@code 0 <= image + delta <= 1}, each sample by itself.
   *
   * @param image N x ..., in [0, 1]
   * @param direction of the same shape; where it is 0 nothing changes
   * @param p above 1
   * @return the shape of the image
   */
  public static Tensor furthest(Tensor image, Tensor direction, double radius, double p) {
    float[] x = image.floats();
    float[] w = direction.floats();
    int batch = (int) image.size(0);
    int each = x.length / batch;
    float[] delta = new float[x.length];
    for (int i = 0; i < batch; i++) {
      int from = i * each;
      double[] one = furthest(doubles(x, from, each), doubles(w, from, each), radius, p);
      for (int k = 0; k < each; k++) {
        delta[from + k] = (float) one[k];
      }
    }
    return Tensor.of(delta, image.shape());
  }

  private static double[] doubles(float[] values, int from, int count) {
    return IntStream.range(from, from + count).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * The same for one sample on the heap. The answer is {@code min(room, scale |w|^(1/(p-1)))}: all
   * values grow together until they reach the box or the ball's budget is spent.
   */
  static double[] furthest(double[] x, double[] w, double radius, double p) {
    double largest = Arrays.stream(w).map(Math::abs).max().orElse(0);
    double[] room = new double[x.length]; // gamma: how far a value may go in w's direction
    double[] pull = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      room[i] = w[i] > 0 ? 1 - x[i] : w[i] < 0 ? x[i] : 0;
      // Only the direction counts; dividing by the largest keeps high powers from vanishing.
      pull[i] = w[i] == 0 ? 0 : Math.pow(Math.abs(w[i]) / largest, 1 / (p - 1));
    }
    double scale = scale(room, pull, Math.pow(radius, p), p);
    double[] delta = new double[x.length];
    Arrays.setAll(
        delta, i -> room[i] == 0 ? 0 : Math.signum(w[i]) * Math.min(room[i], scale * pull[i]));
    return delta;
  }

  /**
   * The scale at which the budget is spent. Those found to reach the box stay there, which leaves
   * more to the others and lets the scale only grow, so a few rounds end at the exact answer.
   */
  private static double scale(double[] room, double[] pull, double budget, double p) {
    if (powers(room, p) <= budget) {
      return Double.MAX_VALUE; // the ball holds the whole box
    }
    double scale = 0;
    int atBox = -1;
    while (true) {
      double reached = 0;
      double growing = 0;
      int count = 0;
      for (int i = 0; i < room.length; i++) {
        if (scale * pull[i] >= room[i]) {
          reached += Math.pow(room[i], p);
          count++;
        } else {
          growing += Math.pow(pull[i], p);
        }
      }
      if (count == atBox || growing == 0) {
        return scale;
      }
      atBox = count;
      scale = Math.pow(Math.max(0, budget - reached) / growing, 1 / p);
    }
  }

  private static double powers(double[] values, double p) {
    return Arrays.stream(values).map(v -> Math.pow(v, p)).sum();
  }
}
