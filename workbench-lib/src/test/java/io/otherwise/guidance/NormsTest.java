package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormsTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor two() {
    return Tensor.of(new float[] {3, 4, 0, 0}, 2, 1, 1, 2);
  }

  @Test
  void there_is_one_norm_a_sample() {
    assertArrayEquals(new float[] {5, 0}, Norms.of(two()).floats());
  }

  @Test
  void a_vanishing_norm_is_safe_to_divide_by() {
    float[] guarded = Norms.guarded(two()).floats();

    assertArrayEquals(new float[] {5, 1e-22f}, guarded);
    assertTrue(guarded[1] > 0);
  }

  @Test
  void rescaling_gives_the_wanted_norm_and_leaves_zero_alone() {
    Tensor norms = Tensor.of(new float[] {10, 10}, 2, 1, 1, 1);

    assertArrayEquals(new float[] {6, 8, 0, 0}, Norms.rescaled(two(), norms).floats(), 1e-6f);
  }

  @Test
  void values_are_limited_around_the_mean_of_their_sample() {
    // Mean 2, deviation 2 (of n - 1) in the first sample; the second one is constant.
    Tensor x = Tensor.of(new float[] {1, 1, 1, 5, 7, 7, 7, 7}, 2, 1, 2, 2);

    float[] found = Norms.withinDeviations(x, 0.75).floats();

    assertArrayEquals(new float[] {1, 1, 1, 3.5f, 7, 7, 7, 7}, found, 1e-6f);
  }
}
