package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossesTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void mean_squares_are_means_of_a_sample_and_a_sum_over_the_batch() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
    Tensor b = Tensor.of(new float[] {1, 2, 3, 2, 5, 6, 1, 8}, 2, 2, 2);

    assertEquals(4 / 4.0 + 36 / 4.0, Losses.meanSquares(a, b).item(), 1e-6);
  }

  @Test
  void distances_are_sums_over_everything() {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor b = Tensor.of(new float[] {0, 4, 3, 4}, 2, 2);

    assertEquals(3, Losses.l1(a, b).item());
    assertEquals(5, Losses.l2(a, b).item());
  }

  @Test
  void log_probabilities_are_those_of_the_targets() {
    Tensor logits = Tensor.of(new float[] {0, 0, 0, (float) Math.log(3)}, 2, 2);

    double sum = Losses.logProbability(logits, Tensor.of(new long[] {0, 1}, 2)).item();

    assertEquals(Math.log(0.5) + Math.log(0.75), sum, 1e-6);
  }

  @Test
  void a_two_sided_decision_counts_each_side() {
    Tensor logits = Tensor.of(new float[] {(float) Math.log(3), (float) Math.log(3)}, 2);
    Tensor targets = Tensor.of(new float[] {1, 0}, 2);

    double sum = Losses.binaryLogProbability(logits, targets).item();

    assertEquals(Math.log(0.75) + Math.log(0.25), sum, 1e-6);
  }

  @Test
  void no_sample_sees_another() {
    Tensor targets = Tensor.of(new long[] {0, 1}, 2);
    try (Gradients graph = Gradients.record()) {
      Tensor far = graph.leaf(Tensor.of(new float[] {1, 2, 50, -50}, 2, 2));
      Tensor near = graph.leaf(Tensor.of(new float[] {1, 2, 0, 0}, 2, 2));

      float[] one = graph.of(Losses.logProbability(far, targets), far).floats();
      float[] other = graph.of(Losses.logProbability(near, targets), near).floats();

      assertArrayEquals(new float[] {one[0], one[1]}, new float[] {other[0], other[1]});
    }
  }
}
