package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.guidance.Norms;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class L2AttackTest {
  private static final int VALUES = 3 * 4 * 4;

  /** Two pictures with values near the ends of the range too. */
  private static Tensor pictures() {
    float[] values = new float[2 * VALUES];
    Noise.fill(7, values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(1, Math.max(0, 0.5f + 0.4f * values[i]));
    }
    return Tensor.of(values, 2, 3, 4, 4);
  }

  /** Bent, so that the gradient changes on the way. */
  private static Tensor curved(Tensor x) {
    float[] weights = new float[VALUES];
    Noise.fill(8, weights, 0, VALUES);
    Tensor score = x.times(Tensor.of(weights, 1, 3, 4, 4)).sum(1, 2, 3);
    return score.plus(x.square().sum(1, 2, 3)).square().sum();
  }

  private static float[] distances(Tensor a, Tensor b) {
    return Norms.of(a.minus(b)).floats();
  }

  @Test
  void the_attack_stays_in_the_ball_and_in_the_range_of_pictures_and_raises_the_loss() {
    try (Scope scope = Scope.open()) {
      Tensor clean = pictures();
      for (double radius : new double[] {0.01, 0.5, 20}) {
        Tensor hostile = L2Attack.of(radius, 3).on(clean, L2AttackTest::curved);
        for (float distance : distances(hostile, clean)) {
          assertTrue(distance > 0 && distance <= radius * (1 + 1e-5), radius + ": " + distance);
        }
        for (float value : hostile.floats()) {
          assertTrue(value >= 0 && value <= 1, "value " + value);
        }
        assertTrue(curved(hostile).item() > curved(clean).item(), "radius " + radius);
      }
    }
  }

  /** Of all changes of one length, that along the weights raises a linear loss most. */
  @Test
  void a_linear_loss_is_climbed_straight_to_the_surface_of_the_ball() {
    float[] weights = new float[VALUES];
    Noise.fill(9, weights, 0, VALUES);
    try (Scope scope = Scope.open()) {
      Tensor w = Tensor.of(weights, 1, 3, 4, 4);
      Tensor clean = Tensor.full(0.5, 1, 3, 4, 4);
      Tensor hostile = L2Attack.of(0.3, 5).on(clean, x -> x.times(w).sum());
      Tensor expected = clean.plus(w.times(0.3).over(Norms.of(w)));
      assertArrayEquals(expected.floats(), hostile.floats(), 1e-5f);
    }
  }

  @Test
  void more_steps_find_no_lower_loss() {
    try (Scope scope = Scope.open()) {
      Tensor clean = pictures();
      double few = curved(L2Attack.of(0.5, 1).on(clean, L2AttackTest::curved)).item();
      double many = curved(L2Attack.of(0.5, 1).steps(20).on(clean, L2AttackTest::curved)).item();
      assertTrue(many >= few * (1 - 1e-5), many + " against " + few);
    }
  }

  @Test
  void a_picture_is_attacked_alike_alone_and_beside_others() {
    L2Attack attack = L2Attack.of(0.5, 3);
    try (Scope scope = Scope.open()) {
      Tensor both = attack.on(pictures(), L2AttackTest::curved);
      Tensor alone = attack.on(pictures().narrow(0, 1, 1), L2AttackTest::curved);
      assertArrayEquals(alone.floats(), both.narrow(0, 1, 1).floats(), 1e-5f);
    }
  }

  @Test
  void where_the_loss_is_flat_the_picture_stays() {
    UnaryOperator<Tensor> flat = x -> x.times(0).sum();
    try (Scope scope = Scope.open()) {
      Tensor clean = pictures();
      assertArrayEquals(clean.floats(), L2Attack.of(0.5, 3).on(clean, flat).floats());
    }
  }

  @Test
  void an_attack_leaves_one_tensor_behind_and_the_pictures_as_they_were() {
    try (Scope scope = Scope.open()) {
      Tensor clean = pictures();
      float[] before = clean.floats();
      L2Attack.of(0.5, 1).on(clean, L2AttackTest::curved);
      long live = Scope.live();
      L2Attack.of(0.5, 6).on(clean, L2AttackTest::curved);
      assertEquals(live + 1, Scope.live());
      assertArrayEquals(before, clean.floats());
    }
  }

  @Test
  void the_radius_follows_the_side_so_that_the_mean_change_of_a_value_stays() {
    assertEquals(0.857, L2Attack.scaled(3, 224, 64), 5e-4);
    double rms224 = 3 / Math.sqrt(3 * 224 * 224);
    assertEquals(rms224, L2Attack.scaled(3, 224, 64) / Math.sqrt(3 * 64 * 64), 1e-12);
  }

  @Test
  void steps_together_are_two_and_a_half_radii_long() {
    assertEquals(2.5 * 0.6 / 3, L2Attack.of(0.6, 3).rate(), 1e-12);
    assertEquals(L2Attack.of(0.6, 10), L2Attack.of(0.6, 3).steps(10));
  }

  @Test
  void an_attack_that_goes_nowhere_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> L2Attack.of(0, 3));
    assertThrows(IllegalArgumentException.class, () -> L2Attack.of(0.5, 0));
    assertThrows(IllegalArgumentException.class, () -> new L2Attack(0.5, 3, Double.NaN));
  }
}
