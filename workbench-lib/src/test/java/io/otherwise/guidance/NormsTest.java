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
}
