package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdamWTest {
  private static final List<Script.Parameter> ONE =
      List.of(new Script.Parameter("w", List.of(2L), true));

  private static Weights start() {
    return Weights.from(ONE, p -> new float[] {1, -1});
  }

  @Test
  void the_first_step_moves_by_the_rate_against_the_sign() {
    try (Weights weights = start();
        AdamW adam = new AdamW(weights, 0, 1e9);
        Scope scope = Scope.open()) {
      adam.step(List.of(Tensor.of(new float[] {3, -0.01f}, 2)), 0.1, 0.9);

      assertArrayEquals(new float[] {0.9f, -0.9f}, adam.trained().get(0).floats(), 1e-5f);
    }
  }

  @Test
  void two_steps_agree_with_the_formula() {
    double m = 0;
    double v = 0;
    double w = 1;
    double[] gradients = {0.5, -0.2};
    for (int t = 1; t <= 2; t++) {
      double g = gradients[t - 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double bias = Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8;
      w = w * (1 - 0.1 * 0.01) - 0.1 * (m / (1 - Math.pow(0.9, t))) / bias;
    }
    try (Weights weights = start();
        AdamW adam = new AdamW(weights, 0.01, 1e9);
        Scope scope = Scope.open()) {
      for (double g : gradients) {
        adam.step(List.of(Tensor.full(g, 2)), 0.1, 0.9);
      }
      assertEquals(w, adam.trained().get(0).floats()[0], 1e-5);
    }
  }

  @Test
  void a_large_gradient_is_scaled_to_the_limit_and_its_norm_reported() {
    try (Weights weights = start();
        AdamW adam = new AdamW(weights, 0, 1);
        Scope scope = Scope.open()) {
      double norm = adam.step(List.of(Tensor.of(new float[] {30, 40}, 2)), 0.1, 0.9);

      assertEquals(50, norm, 1e-4);
    }
  }

  @Test
  void the_average_lags_behind() {
    try (Weights weights = start();
        AdamW adam = new AdamW(weights, 0, 1e9);
        Scope scope = Scope.open()) {
      for (int i = 0; i < 50; i++) {
        adam.step(List.of(Tensor.full(1, 2)), 0.1, 0.9);
      }
      float now = adam.trained().get(0).floats()[0];
      float average = adam.averaged().get(0).floats()[0];
      assertTrue(average > now && average < 1);
    }
  }

  @Test
  void statistics_are_left_alone() {
    List<Script.Parameter> parameters =
        List.of(ONE.get(0), new Script.Parameter("bn.running_mean", List.of(1L), false));
    try (Weights weights = Weights.from(parameters, p -> new float[p.size()]);
        AdamW adam = new AdamW(weights, 0, 1)) {
      assertEquals(1, adam.trained().size());
      assertEquals(2, adam.weights().size());
      assertEquals(2, adam.averaged().size());
    }
  }
}
