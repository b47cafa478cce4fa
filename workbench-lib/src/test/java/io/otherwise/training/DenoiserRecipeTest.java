package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.FloatTensor;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learnt beside a denoiser that stays. */
class DenoiserRecipeTest {
  private static final LdmUNet TINY = new LdmUNet(1, 1, 32, 1, List.of(1), List.of(1), 2, -1, 1, 8);
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.latent(0.01, 0.2, 10);
  private static final Condition TOKENS =
      new AttributeTokens(1, 1, (image, attribute) -> image == 1);
  private static final Function<Script.Parameter, float[]> BASE = Initial.weights(3);

  /** Two latents of one channel: a bright and a dark one. */
  private static final DenoiserRecipe.Latents LATENTS =
      new DenoiserRecipe.Latents() {
        @Override
        public int size() {
          return 2;
        }

        @Override
        public Tensor of(int step, int... images) {
          float[] values = new float[images.length * 16];
          for (int i = 0; i < values.length; i++) {
            values[i] = images[i / 16] == 1 ? 1 : -1;
          }
          return Tensor.of(values, images.length, 1, 4, 4);
        }
      };

  /** Factors that begin by changing nothing: A is normal and B zero. */
  private static Stage.Result factors(Lora lora, int steps) {
    Stage stage = new Stage(steps, new LearningRate(1e-2, 1, steps), 0, 0.5);
    return new DenoiserRecipe(5, 8, stage)
        .factors(
            lora,
            TINY,
            SCHEDULE,
            LATENTS,
            TOKENS,
            BASE,
            Initial.weights(5, Lora.UP),
            (point, of) -> {});
  }

  /** The weights of the network with the factors merged into them. */
  private static Map<String, FloatTensor> adapted(Lora lora, int steps) {
    Map<String, FloatTensor> learnt = factors(lora, steps).weights();
    Script s = DenoiserRecipe.loss(TINY, TOKENS, Stage.precision());
    Map<String, FloatTensor> merged = new LinkedHashMap<>();
    for (Script.Parameter p : s.parameters()) {
      float[] values = lora.merged(p, BASE.apply(p), f -> learnt.get(f.key()).values());
      merged.put(p.key(), new FloatTensor(p.shape(), values));
    }
    return merged;
  }

  private static boolean projection(String key) {
    return key.contains(".attn") && key.endsWith(".weight");
  }

  @Test
  void only_projections_of_attention_change_and_by_no_more_than_the_rank() {
    Map<String, FloatTensor> learnt = adapted(new Lora(1, 1), 3);

    assertTrue(learnt.keySet().stream().anyMatch(DenoiserRecipeTest::projection));
    learnt.forEach(
        (key, now) -> {
          float[] before = BASE.apply(new Script.Parameter(key, now.shape(), true));
          assertEquals(!projection(key), Arrays.equals(before, now.values()), key);
          if (projection(key)) {
            assertTrue(rankOne(now, before), key);
          }
        });
  }

  /** Whether all 2 x 2 minors of the change vanish. */
  private static boolean rankOne(FloatTensor now, float... before) {
    int columns = Math.toIntExact(now.shape().get(1));
    double largest = 0;
    double change = 0;
    for (int at = 0; at + columns + 1 < before.length; at++) {
      if (at % columns == columns - 1) {
        continue;
      }
      double[] d = new double[4];
      int[] places = {at, at + 1, at + columns, at + columns + 1};
      for (int i = 0; i < 4; i++) {
        d[i] = (double) now.values()[places[i]] - before[places[i]];
        change = Math.max(change, Math.abs(d[i]));
      }
      largest = Math.max(largest, Math.abs(d[0] * d[3] - d[1] * d[2]));
    }
    return change > 0 && largest < 1e-3 * change;
  }

  @Test
  void the_network_begins_as_it_was_and_learns() {
    List<Stage.Point> curve = factors(Lora.usual(), 100).curve();
    assertTrue(curve.get(1).loss() < curve.get(0).loss(), curve.toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    assertEquals(adapted(Lora.usual(), 2), adapted(Lora.usual(), 2));
    assertFalse(adapted(Lora.usual(), 2).equals(adapted(new Lora(2, 2), 2)));
  }

  @Test
  void factors_from_a_file_give_the_weights_that_adapting_gives(@TempDir Path folder) {
    Lora lora = new Lora(2, 3);
    Map<String, FloatTensor> learnt = factors(lora, 3).weights();
    Path file = folder.resolve("factors.safetensors");
    SafeTensors.write(file, learnt, DType.F16, Map.of());
    SafeTensors factors = SafeTensors.read(file);

    assertTrue(learnt.keySet().stream().allMatch(k -> k.matches(".*\\.weight\\.lora_[AB]")));
    adapted(lora, 3)
        .forEach(
            (key, expected) -> {
              Script.Parameter p = new Script.Parameter(key, expected.shape(), true);
              float[] merged = lora.merged(p, BASE.apply(p), f -> factors.floats(f.key()));
              assertArrayEquals(expected.values(), merged, 1e-4f, key);
            });
  }

  @Test
  void factors_go_on_from_given_ones() {
    DenoiserRecipe none = new DenoiserRecipe(5, 8, new Stage(1, new LearningRate(0, 1, 1), 0, 0));
    Function<Script.Parameter, float[]> given = Initial.weights(8);

    Map<String, FloatTensor> kept =
        none.factors(Lora.usual(), TINY, SCHEDULE, LATENTS, TOKENS, BASE, given, (point, of) -> {})
            .weights();

    kept.forEach(
        (key, factor) ->
            assertArrayEquals(
                given.apply(new Script.Parameter(key, factor.shape(), true)),
                factor.values(),
                1e-6f,
                key));
  }
}
