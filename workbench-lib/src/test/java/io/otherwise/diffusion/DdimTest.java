package io.otherwise.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

  @Test
  void without_eta_no_noise_is_added() {
    Tensor xt = Ddim.noised(x0(), noise(), 0.3);

    assertEquals(0, Ddim.sigma(0.3, 0.7, 0));
    assertArrayEquals(
        Ddim.step(xt, noise(), 0.3, 0.7).floats(),
        Ddim.step(xt, noise(), 0.3, 0.7, 0, x0()).floats(),
        1e-6f);
  }

  @Test
  void with_an_eta_of_one_the_noise_has_the_variance_of_a_ddpm_step() {
    double beta = 1 - 0.3 / 0.7;

    double sigma = Ddim.sigma(0.3, 0.7, 1);

    assertEquals((1 - 0.7) / (1 - 0.3) * beta, sigma * sigma, 1e-12);
    assertEquals(sigma / 2, Ddim.sigma(0.3, 0.7, 0.5), 1e-12);
  }

  @Test
  void a_noisy_step_keeps_the_variance_of_its_level() {
    double sigma = Ddim.sigma(0.3, 0.7, 1);
    Tensor zero = x0().times(0);
    double predicted = Ddim.step(zero, noise(), 0.3, 0.7, sigma, zero).floats()[0];
    double added = Ddim.step(zero, zero, 0.3, 0.7, sigma, noise()).floats()[0];
    double clean = Ddim.clean(zero, noise(), 0.3).floats()[0] * Math.sqrt(0.7);
    double unit = noise().floats()[0];

    // Without the clean value's share, what is left has variance 1 - abar'.
    double ofEps = (predicted - clean) / unit;
    assertEquals(1 - 0.7, ofEps * ofEps + Math.pow(added / unit, 2), 1e-5);
  }

  @Test
  void a_step_to_the_clean_end_adds_nothing_whatever_eta_is() {
    assertEquals(0, Ddim.sigma(0.3, 1, 1));
  }
}
