package io.otherwise.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DdpmTest {
  private static final float[] X0 = {0.5f, -1, 2, 0};
  private static final float[] NOISE = {1, -0.25f, 0.125f, -2};

  private final Ddpm ddpm = new Ddpm(NoiseSchedule.linear(50));
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor tensor(float... values) {
    return Tensor.of(values, 1, 1, 2, 2);
  }

  @Test
  void the_true_noise_gives_back_the_clean_image() {
    Tensor xt = ddpm.noised(tensor(X0), tensor(NOISE), 20);

    assertArrayEquals(X0, ddpm.clean(xt, tensor(NOISE), 20).floats(), 1e-5f);
  }

  @Test
  void without_noise_the_mean_follows_the_clean_image_down() {
    Tensor xt = ddpm.noised(tensor(X0), Tensor.full(0, 1, 1, 2, 2), 20);

    float[] mean = ddpm.mean(tensor(X0), xt, 20).floats();

    Tensor below = ddpm.noised(tensor(X0), Tensor.full(0, 1, 1, 2, 2), 19);
    assertArrayEquals(below.floats(), mean, 1e-5f);
  }

  @Test
  void the_posterior_of_the_first_timestep_is_the_clean_image() {
    assertEquals(0, ddpm.variance(0));
    assertEquals(1, ddpm.meanOfClean(0), 1e-12);
    assertEquals(0, ddpm.meanOfNoisy(0), 1e-12);
    assertEquals(Math.log(ddpm.variance(1)), ddpm.logVariance(0), "clipped");
  }

  @Test
  void a_step_adds_the_deviation_but_not_at_the_end() {
    Tensor mean = tensor(X0);
    Tensor logVariance = Tensor.full(2 * Math.log(3), 1, 1, 2, 2);

    float[] stepped = ddpm.step(mean, logVariance, tensor(NOISE), 5).floats();

    assertArrayEquals(new float[] {3.5f, -1.75f, 2.375f, -6}, stepped, 1e-5f);
    assertArrayEquals(X0, ddpm.step(mean, logVariance, tensor(NOISE), 0).floats());
  }

  @Test
  void a_learned_variance_goes_from_the_posteriors_to_beta() {
    float[] found = ddpm.learnedLogVariance(tensor(-1, 0, 1, 1), 20).floats();

    double low = ddpm.logVariance(20);
    double high = Math.log(ddpm.schedule().beta(20));
    assertEquals(low, found[0], 1e-5);
    assertEquals((low + high) / 2, found[1], 1e-5);
    assertEquals(high, found[2], 1e-5);
  }

  @Test
  void the_large_variance_is_beta_but_at_the_end() {
    assertEquals(Math.log(ddpm.schedule().beta(20)), ddpm.logVarianceLarge(20));
    assertEquals(ddpm.logVariance(1), ddpm.logVarianceLarge(0));
  }

  @Test
  void one_timestep_is_no_sampler() {
    assertThrows(IllegalArgumentException.class, () -> new Ddpm(NoiseSchedule.ofBetas(0.1)));
  }
}
