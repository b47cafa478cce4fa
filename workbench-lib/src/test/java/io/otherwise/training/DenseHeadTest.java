package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DenseHeadTest {
  private static final float[] X = {2, -1};

  /** Three classes of two numbers. */
  private static DenseHead three() {
    return new DenseHead(new float[] {1, 2, 0, 1, -1, 3}, new float[] {.5f, 0, -.5f});
  }

  private static DenseHead one() {
    return new DenseHead(new float[] {1, 2}, new float[] {.5f});
  }

  private static double crossEntropy(DenseHead head, int label) {
    double[] p = head.probabilities(X);
    return -Math.log(p.length == 1 ? label == 1 ? p[0] : 1 - p[0] : p[label]);
  }

  /** The same head with one value moved; weights come first, then biases. */
  private static DenseHead moved(DenseHead head, int at, double by) {
    float[] weight = head.weight();
    float[] bias = head.bias();
    if (at < weight.length) {
      weight[at] += (float) by;
    } else {
      bias[at - weight.length] += (float) by;
    }
    return new DenseHead(weight, bias);
  }

  @Test
  void scores_are_products_with_the_rows_and_the_bias() {
    assertArrayEquals(new double[] {.5, -1, -5.5}, three().scores(X), 1e-12);
    assertArrayEquals(new double[] {.5}, one().scores(X), 1e-12);
  }

  @Test
  void several_scores_become_a_softmax_and_one_a_sigmoid() {
    double sum = Math.exp(.5) + Math.exp(-1) + Math.exp(-5.5);
    assertEquals(Math.exp(-1) / sum, three().probabilities(X)[1], 1e-12);
    assertEquals(1 / (1 + Math.exp(-.5)), one().probabilities(X)[0], 1e-12);
  }

  @Test
  void large_scores_do_not_overflow() {
    DenseHead sure = new DenseHead(new float[] {1000, 0, 0, 0}, new float[2]);
    assertArrayEquals(new double[] {1, 0}, sure.probabilities(X), 1e-12);
  }

  @Test
  void the_gradient_is_the_slope_of_the_cross_entropy() {
    for (int label = 0; label < 3; label++) {
      checkSlope(three(), label);
    }
    checkSlope(one(), 0);
    checkSlope(one(), 1);
  }

  private static void checkSlope(DenseHead head, int label) {
    double[] gradient = head.gradient();
    head.addGradient(X, label, 1, gradient);
    double h = 1.0 / 128; // a power of two, so that floats hold what is added
    for (int i = 0; i < gradient.length; i++) {
      double up = crossEntropy(moved(head, i, h), label);
      double down = crossEntropy(moved(head, i, -h), label);
      assertEquals((up - down) / (2 * h), gradient[i], 1e-4, "value " + i);
    }
  }

  @Test
  void gradients_of_several_pictures_are_added_with_their_factors() {
    double[] once = one().gradient();
    one().addGradient(X, 1, 1, once);
    double[] twice = one().gradient();
    one().addGradient(X, 1, .5, twice);
    one().addGradient(X, 1, .5, twice);
    assertArrayEquals(once, twice, 1e-12);
  }

  @Test
  void momentum_and_decay_are_those_of_stochastic_gradient_descent() {
    DenseHead head = new DenseHead(new float[] {2}, new float[] {1});

    head.step(new double[] {1, 0}, .1, .9, .5);
    // v = 1 + .5 * 2 = 2 and w = 2 - .1 * 2; for the bias v = .5 and b = 1 - .05
    assertArrayEquals(new float[] {1.8f}, head.weight(), 1e-6f);
    assertArrayEquals(new float[] {.95f}, head.bias(), 1e-6f);

    head.step(new double[] {0, 0}, .1, .9, .5);
    // v = .9 * 2 + .5 * 1.8 = 2.7
    assertArrayEquals(new float[] {1.53f}, head.weight(), 1e-6f);
  }

  @Test
  void steps_along_the_gradient_make_the_label_likely() {
    DenseHead head = three();
    double first = crossEntropy(head, 2);
    for (int i = 0; i < 50; i++) {
      double[] gradient = head.gradient();
      head.addGradient(X, 2, 1, gradient);
      head.step(gradient, .1, .9, 0);
    }
    assertTrue(first > 5 && crossEntropy(head, 2) < .01);
  }

  @Test
  void what_is_read_is_a_copy() {
    DenseHead head = one();
    head.weight()[0] = 9;
    assertArrayEquals(new float[] {1, 2}, head.weight());
  }
}
