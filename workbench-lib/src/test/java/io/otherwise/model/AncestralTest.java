package io.otherwise.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.explain.Seed;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AncestralTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(500);
  private static final double GREY = 0.25;

  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /** Knows that every picture is one grey, and says {@code v} of the variance. */
  private static PixelDiffusion grey(double v) {
    return PixelDiffusion.learned(
        "grey",
        (xt, time) -> {
          double a = SCHEDULE.alphaBar((int) time.longs()[0]);
          Tensor eps = xt.minus(Math.sqrt(a) * GREY).over(Math.sqrt(1 - a));
          return Tensor.cat(List.of(eps, Tensor.full(v, xt.shape())), 1);
        },
        SCHEDULE,
        2);
  }

  private static Tensor noise(int step) {
    return Noise.counted(Seed.seed(3), List.of("a")).draw("test", step, 1, 3, 4, 4);
  }

  @Test
  void a_perfect_network_brings_noise_to_the_picture() {
    Ancestral sampler = grey(0).respaced("20");

    float[] found = sampler.denoised(noise(0), 20, i -> noise(i + 1)).floats();

    for (float value : found) {
      assertEquals(GREY, value, 2e-3);
    }
  }

  @Test
  void the_learned_variance_lies_between_its_bounds() {
    Ancestral low = grey(-1).respaced("20");
    Ancestral high = grey(1).respaced("20");
    int position = 7;

    double lower = low.predict(noise(0), position).variance().floats()[0];
    double upper = high.predict(noise(0), position).variance().floats()[0];
    double middle = grey(0).respaced("20").predict(noise(0), position).variance().floats()[0];

    assertEquals(low.ddpm().variance(position), lower, 1e-6);
    assertEquals(high.ddpm().schedule().beta(position), upper, 1e-6);
    assertEquals(Math.sqrt(lower * upper), middle, 1e-6, "geometric mean");
  }

  @Test
  void fixed_variances_are_the_bounds() {
    PixelPredictor noiseOnly = (xt, time) -> xt.times(0.5);
    for (PixelDiffusion.Variance variance :
        List.of(PixelDiffusion.Variance.SMALL, PixelDiffusion.Variance.LARGE)) {
      Ancestral sampler =
          new PixelDiffusion("fixed", noiseOnly, SCHEDULE, variance, false, 2).respaced("20");
      Ancestral.Prediction p = sampler.predict(noise(0), 7);

      boolean small = variance == PixelDiffusion.Variance.SMALL;
      double wanted = small ? sampler.ddpm().variance(7) : sampler.ddpm().schedule().beta(7);
      assertEquals(wanted, p.variance().floats()[0], 1e-6);
      assertArrayEquals(new long[] {1, 3, 4, 4}, sampler.step(p, noise(1), 7).shape());
      assertTrue(Double.isFinite(sampler.predict(noise(0), 0).variance().floats()[0]));
    }
  }

  @Test
  void the_clean_image_is_clipped_unless_asked_otherwise() {
    PixelPredictor wild = (xt, time) -> Tensor.cat(List.of(xt.times(-5), xt.times(0)), 1);
    Ancestral sampler = PixelDiffusion.learned("wild", wild, SCHEDULE, 2).respaced("20");

    float clipped = sampler.predict(noise(0), 15).clean().abs().max(0, 1, 2, 3).floats()[0];
    float free = sampler.predict(noise(0), 15, false).clean().abs().max(0, 1, 2, 3).floats()[0];

    assertEquals(1, clipped);
    assertTrue(free > 2, "free " + free);
  }

  @Test
  void the_network_sees_training_timesteps_in_the_unit_it_was_trained_on() {
    List<float[]> seen = new ArrayList<>();
    PixelPredictor listening =
        (xt, time) -> {
          seen.add(time.floats());
          return Tensor.cat(List.of(xt, xt), 1);
        };
    PixelDiffusion model = PixelDiffusion.learned("listening", listening, SCHEDULE, 2);

    model.respaced("20").predict(noise(0), 19);
    model.rescaledTimesteps(true).respaced("20").predict(noise(0), 19);

    assertArrayEquals(new float[] {499}, seen.get(0));
    assertArrayEquals(new float[] {998}, seen.get(1));
  }

  @Test
  void denoising_keeps_one_image_alive() {
    Ancestral sampler = grey(0).respaced("50");
    Tensor start = noise(0);
    long before = Scope.live();

    sampler.denoised(start, 50, i -> noise(i));

    assertEquals(before + 1, Scope.live());
    assertArrayEquals(noise(0).floats(), start.floats(), "what goes in stays");
    assertEquals(start, sampler.denoised(start, 0, i -> noise(i)), "no step is no change");
  }

  @Test
  void an_interrupt_ends_it() {
    Ancestral sampler = grey(0).respaced("20");
    Thread.currentThread().interrupt();

    try {
      assertThrows(
          CancellationException.class, () -> sampler.denoised(noise(0), 20, i -> noise(i)));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void sides_must_suit_the_network() {
    PixelDiffusion model = grey(0);

    model.checkSize(4, 6);
    var refused = assertThrows(IllegalArgumentException.class, () -> model.checkSize(5, 4));

    assertEquals(
        "grey works on images whose sides are multiples of 2, but this one is 4 x 5; resize or crop"
            + " it, for example to 4 x 4",
        refused.getMessage());
  }

  @Test
  void the_range_goes_there_and_back() {
    Tensor images = Tensor.of(new float[] {0, 0.25f, 1}, 1, 3, 1, 1);

    assertArrayEquals(new float[] {-1, -0.5f, 1}, PixelDiffusion.signed(images).floats());
    assertArrayEquals(
        images.floats(), PixelDiffusion.unsigned(PixelDiffusion.signed(images)).floats());
  }
}
