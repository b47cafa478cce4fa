package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PruningTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor row(float... values) {
    return Tensor.of(values, 1, 1, 1, values.length);
  }

  private static OptionalDouble degrees(Tensor gradient, Tensor mask) {
    return Pruning.degrees(gradient, mask).get(0);
  }

  private static Tensor gradient() {
    return Noise.counted(Seed.seed(2), List.of("a", "b")).draw("gradient", 0, 2, 4, 6, 6);
  }

  /** 1 where a map of random values in [0, 1] is above the threshold. */
  private static Tensor above(double threshold) {
    float[] values = new float[2 * 36];
    for (int i = 0; i < values.length; i++) {
      values[i] = Seed.uniform(7, i) > threshold ? 1 : 0;
    }
    return Tensor.of(values, 2, 1, 6, 6);
  }

  @Test
  void a_pruned_gradient_is_the_gradient_inside_and_zero_outside() {
    Tensor pruned = Pruning.pruned(row(1, -2, 3), row(1, 0, 1));

    assertArrayEquals(new float[] {1, 0, 3}, pruned.floats(), 1e-9f);
  }

  @Test
  void a_whole_mask_turns_nothing() {
    assertEquals(0, degrees(row(1, -2, 3), row(1, 1, 1)).orElseThrow());
  }

  @Test
  void half_of_the_squares_are_45_degrees() {
    assertEquals(45, degrees(row(2, -2), row(1, 0)).orElseThrow(), 1e-9);
    assertEquals(60, degrees(row(1, 1, -1, 1), row(0, 0, 1, 0)).orElseThrow(), 1e-9);
  }

  @Test
  void every_channel_counts() {
    Tensor gradient = Tensor.of(new float[] {3, 9, 4, 12}, 1, 2, 1, 2);

    // Inside 3 and 4, outside 9 and 12.
    double wanted = Math.toDegrees(Math.acos(5 / Math.sqrt(25 + 225)));
    assertEquals(wanted, degrees(gradient, row(1, 0)).orElseThrow(), 1e-9);
  }

  @Test
  void proposition_1_it_stays_below_a_right_angle() {
    for (double threshold : new double[] {0, 0.3, 0.6, 0.9}) {
      for (OptionalDouble angle : Pruning.degrees(gradient(), above(threshold))) {
        assertTrue(angle.orElseThrow() >= 0 && angle.orElseThrow() < 90, angle.toString());
      }
    }
  }

  @Test
  void proposition_2_it_does_not_shrink_as_the_threshold_grows() {
    double[] last = {0, 0};
    for (double threshold = 0; threshold < 0.95; threshold += 0.05) {
      List<OptionalDouble> angles = Pruning.degrees(gradient(), above(threshold));
      for (int i = 0; i < 2; i++) {
        assertTrue(angles.get(i).orElseThrow() >= last[i], "at " + threshold);
        last[i] = angles.get(i).orElseThrow();
      }
    }
    assertTrue(last[0] > 45, "the masks did shrink");
  }

  @Test
  void samples_do_not_see_each_other() {
    Tensor two = Tensor.of(new float[] {1, 1, 1, 0}, 2, 1, 1, 2);
    Tensor masks = Tensor.of(new float[] {1, 0, 1, 0}, 2, 1, 1, 2);

    List<OptionalDouble> angles = Pruning.degrees(two, masks);

    assertEquals(45, angles.get(0).orElseThrow(), 1e-9);
    assertEquals(0, angles.get(1).orElseThrow(), 1e-9);
  }

  @Test
  void an_empty_mask_has_no_angle() {
    assertTrue(degrees(row(1, 2), row(0, 0)).isEmpty());
  }

  @Test
  void a_zero_gradient_has_no_angle_nor_has_one_that_is_zero_inside() {
    assertTrue(degrees(row(0, 0), row(1, 1)).isEmpty());
    assertTrue(degrees(row(0, 5), row(1, 0)).isEmpty());
  }

  @Test
  void a_tiny_gradient_has_one() {
    assertEquals(45, degrees(row(1e-25f, 1e-25f), row(1, 0)).orElseThrow(), 1e-6);
  }
}
