package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.diffusion.Ddpm;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.AdmUNet;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Network;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelRecipeTest {
  private static final int SIDE = 4;
  private static final int BATCH = 4;
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(50);
  private static final Ddpm DDPM = new Ddpm(SCHEDULE);
  private static final AdmUNet TINY =
      new AdmUNet(3, 6, 32, 1, List.of(1), List.of(), 1, -1, 0, AdmUNet.Style.PUBLISHED, 1);

  /** Greys, one darker than the other. */
  private static final Pictures GREYS =
      new Pictures() {
        @Override
        public int size() {
          return 10;
        }

        @Override
        public Tensor images(int... which) {
          List<Tensor> all = new ArrayList<>();
          for (int i : which) {
            all.add(Tensor.full(i / 10.0, 1, 3, SIDE, SIDE));
          }
          return Tensor.cat(all, 0);
        }
      };

  private static PixelRecipe recipe(int steps) {
    return new PixelRecipe(1, BATCH, PixelRecipe.Focus.EVEN, RecipeRuns.stage(steps));
  }

  private static Stage.Result run(int steps) {
    return recipe(steps)
        .run(TINY, SCHEDULE, GREYS, Initial.weights(1, "out.2.weight"), (point, stage) -> {});
  }

  @Test
  void the_loss_falls() {
    Stage.Result result = run(60);

    assertTrue(RecipeRuns.fall(result) > 0.05, result.curve().toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    assertEquals(run(2).weights(), run(2).weights());
  }

  @Test
  void the_divergence_is_that_of_two_normal_distributions() {
    double[] wanted = new double[1];
    double found =
        loss(
            (network, inputs) -> {
              // A network of zeros says no noise, and a variance halfway between its bounds.
              float[] noise = inputs[2].floats();
              long[] t = inputs[1].longs();
              for (int i = 0; i < noise.length; i++) {
                wanted[0] += bits((int) t[i * BATCH / noise.length], noise[i]) / noise.length;
              }
              return network.runAll(inputs).get(2).item();
            });

    assertEquals(wanted[0], found, 1e-4 * wanted[0]);
  }

  /** KL(posterior || step) in bits where the predicted noise is 0: Ho et al., Eq. 5. */
  private static double bits(int t, double noise) {
    double posterior = Math.exp(DDPM.logVariance(t));
    double learned = Math.sqrt(posterior * SCHEDULE.beta(t));
    // Without any noise predicted the clean image is x_t / sqrt(abar).
    double error = DDPM.meanOfClean(t) * DDPM.noiseForClean(t) * noise;
    double nats = 0.5 * (Math.log(learned / posterior) + (posterior + error * error) / learned - 1);
    return nats / Math.log(2);
  }

  @Test
  void noise_is_learnt_by_the_simple_loss_and_the_variance_by_the_divergence() {
    for (int output : new int[] {1, 2}) {
      float[] byBias =
          loss(
              (network, inputs) -> {
                List<Tensor> weights = new ArrayList<>(network.weights().tensors());
                int bias = place(network, "out.2.bias");
                try (Gradients graph = Gradients.record()) {
                  weights.set(bias, graph.leaf(weights.get(bias)));
                  Tensor value = network.runWith(weights, inputs).get(output);
                  return graph.of(value, weights.get(bias)).floats();
                }
              });
      for (int channel = 0; channel < 6; channel++) {
        boolean moved = channel < 3 == (output == 1);
        assertEquals(moved, byBias[channel] != 0, "output " + output + " channel " + channel);
      }
    }
  }

  private static int place(Network network, String key) {
    return network.weights().parameters().stream().map(Script.Parameter::key).toList().indexOf(key);
  }

  @Test
  void the_whole_is_the_simple_loss_and_a_thousandth_of_the_sum_over_timesteps() {
    List<Double> found =
        loss((network, inputs) -> network.runAll(inputs).stream().map(Tensor::item).toList());

    assertEquals(found.get(1) + 0.001 * 50 * found.get(2), found.get(0), 1e-5);
  }

  private interface Use<T> {
    T of(Network network, Tensor... inputs);
  }

  private static <T> T loss(Use<T> use) {
    Script s = PixelRecipe.loss(TINY, SCHEDULE.steps(), Script.Precision.FLOAT32);
    Weights weights = Weights.from(s.parameters(), Initial.weights(1, "out.2.weight"));
    try (Network network = new Network(s, weights);
        Scope scope = Scope.open()) {
      return use.of(network, recipe(1).inputs(DDPM, GREYS, 0));
    }
  }

  @Test
  void each_picture_of_a_batch_has_a_timestep_from_a_range_of_its_own() {
    try (Scope scope = Scope.open()) {
      long[] t = recipe(1).inputs(DDPM, GREYS, 3)[1].longs();

      for (int i = 0; i < BATCH; i++) {
        assertEquals(i, t[i] * BATCH / SCHEDULE.steps());
      }
    }
  }

  @Test
  void what_the_network_sees_is_the_picture_and_the_noise_in_the_schedules_shares() {
    try (Scope scope = Scope.open()) {
      Tensor[] inputs = recipe(1).inputs(DDPM, GREYS, 0);
      long t = inputs[1].longs()[0];
      Tensor first = inputs[0].narrow(0, 0, 1);

      float[] clean = DDPM.clean(first, inputs[2].narrow(0, 0, 1), (int) t).floats();

      float[] same = new float[clean.length];
      java.util.Arrays.fill(same, clean[0]);
      assertArrayEquals(same, clean, 1e-4f);
    }
  }

  @Test
  void the_shipped_network_stays_under_five_megabytes() {
    Script s = new Script();
    s.returns(PixelRecipe.WORLD.forward(s.layers(), s.input("x"), s.input("t")));

    long weights = s.parameters().stream().mapToLong(Script.Parameter::size).sum();

    assertTrue(2 * weights < 5_000_000, weights + " weights of 2 bytes");
    assertTrue(PixelRecipe.WORLD.learnsVariance());
  }

  @Test
  void a_focus_shows_its_share_of_the_batch_below_its_part_of_the_schedule() {
    PixelRecipe.Focus focus = new PixelRecipe.Focus(0.4, 0.8);

    int below = 0;
    double last = -1;
    for (int i = 0; i < 1000; i++) {
      double place = focus.place(i / 1000.0);
      below += place < 0.4 ? 1 : 0;
      assertTrue(place > last && place < 1, "place " + place + " after " + last);
      last = place;
    }
    assertEquals(800, below);
  }

  @Test
  void without_a_focus_every_place_is_its_own() {
    for (double u : new double[] {0, 0.3, 0.999}) {
      assertEquals(u, PixelRecipe.Focus.EVEN.place(u));
    }
  }

  @Test
  void a_focus_on_nothing_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new PixelRecipe.Focus(0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new PixelRecipe.Focus(0.5, 1));
    assertThrows(IllegalArgumentException.class, () -> new PixelRecipe.Focus(1, 0.5));
  }

  @Test
  void timesteps_of_a_batch_follow_the_focus() {
    PixelRecipe.Focus focus = new PixelRecipe.Focus(0.5, 0.75);
    long[] t = timesteps(new PixelRecipe(1, BATCH, focus, RecipeRuns.stage(1)));

    assertEquals(3, Arrays.stream(t).filter(x -> x < SCHEDULE.steps() / 2).count());
  }

  private static long[] timesteps(PixelRecipe recipe) {
    try (Scope scope = Scope.open()) {
      return recipe.inputs(DDPM, GREYS, 0)[1].longs();
    }
  }
}
