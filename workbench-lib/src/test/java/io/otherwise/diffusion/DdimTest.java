package io.otherwise.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DdimTest {
  private static final float[] X0 = {0.5f, -1, 2, 0};
  private static final float[] NOISE = {1, -0.25f, 0.125f, -2};

  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor x0() {
    return Tensor.of(X0, 1, 1, 2, 2);
  }

  private static Tensor noise() {
    return Tensor.of(NOISE, 1, 1, 2, 2);
  }

  @Test
  void noising_keeps_the_variances_shares() {
    float[] found = Ddim.noised(x0(), noise(), 0.64).floats();

    assertArrayEquals(new float[] {1, -0.95f, 1.675f, -1.2f}, found, 1e-6f);
  }

  @Test
  void the_true_noise_gives_back_the_clean_value() {
    Tensor xt = Ddim.noised(x0(), noise(), 0.3);

    assertArrayEquals(X0, Ddim.clean(xt, noise(), 0.3).floats(), 1e-6f);
  }

  @Test
  void a_step_with_the_true_noise_inverts_the_forward_process() {
    Tensor xt = Ddim.noised(x0(), noise(), 0.3);

    float[] stepped = Ddim.step(xt, noise(), 0.3, 0.7).floats();

    assertArrayEquals(Ddim.noised(x0(), noise(), 0.7).floats(), stepped, 1e-6f);
  }

  @Test
  void a_step_to_the_same_level_stays() {
    Tensor xt = Ddim.noised(x0(), noise(), 0.3);

    assertArrayEquals(xt.floats(), Ddim.step(xt, x0(), 0.3, 0.3).floats(), 1e-6f);
  }
}
