package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdamTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor of(float... values) {
    return Tensor.of(values, values.length);
  }

  @Test
  void the_first_step_moves_by_the_rate_against_the_sign() {
    Tensor x = of(1, -1);

    new Adam(List.of(x)).step(List.of(x), List.of(of(3, -0.01f)), 0.1);

    assertArrayEquals(new float[] {0.9f, -0.9f}, x.floats(), 1e-5f);
  }

  @Test
  void three_steps_agree_with_the_formula() {
    double[] gradients = {0.5, -0.2, 0.05};
    double m = 0;
    double v = 0;
    double w = 1;
    Tensor x = of(1);
    Adam adam = new Adam(List.of(x));
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      w -= 0.1 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
      adam.step(List.of(x), List.of(Tensor.full(g, 1)), 0.1);
      assertEquals(w, x.item(), 1e-5, "step " + t);
    }
  }

  @Test
  void what_has_no_gradient_stays_to_the_bit() {
    Tensor x = of(0.1f, 0.7f);
    Adam adam = new Adam(List.of(x));

    adam.step(List.of(x), List.of(of(0, 1)), 0.3);
    adam.step(List.of(x), List.of(of(0, -4)), 0.3);

    assertEquals(0.1f, x.floats()[0]);
    assertTrue(x.floats()[1] != 0.7f);
  }

  @Test
  void several_tensors_are_stepped_each_by_its_own_gradient() {
    Tensor a = of(1, 2);
    Tensor b = of(3);

    new Adam(List.of(a, b)).step(List.of(a, b), List.of(of(1, -1), of(1)), 0.5);

    assertArrayEquals(new float[] {0.5f, 2.5f}, a.floats(), 1e-5f);
    assertArrayEquals(new float[] {2.5f}, b.floats(), 1e-5f);
  }

  @Test
  void its_moments_go_with_their_scope_and_a_step_leaves_nothing() {
    Tensor x = of(1);
    Tensor g = of(1);
    long before = Scope.live();
    try (Scope inner = Scope.open()) {
      Adam adam = new Adam(List.of(x));
      long started = Scope.live();
      try (Scope step = Scope.open()) {
        adam.step(List.of(x), List.of(g), 0.1);
      }
      assertEquals(started, Scope.live());
    }
    assertEquals(before, Scope.live());
  }

  @Test
  void other_tensors_than_it_was_started_with_are_refused() {
    Tensor x = of(1);
    Adam adam = new Adam(List.of(x));

    String message =
        assertThrows(
                IllegalArgumentException.class, () -> adam.step(List.of(x, x), List.of(x, x), 0.1))
            .getMessage();

    assertTrue(message.contains("which are 1, but was given 2"), message);
  }
}
