package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.FloatTensor;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.network.LdmUNet;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LoraTest {
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

  private static Stage.Result adapted(Lora lora, int steps) {
    Stage stage = new Stage(steps, new LearningRate(1e-2, 1, steps), 0, 0.5);
    return new DenoiserRecipe(5, 8, stage)
        .adapt(lora, TINY, SCHEDULE, LATENTS, TOKENS, BASE, (point, of) -> {});
  }

  private static boolean projection(String key) {
    return key.contains(".attn") && key.endsWith(".weight");
  }

  @Test
  void the_merge_is_the_base_plus_the_scaled_product_of_the_factors() {
    Script.Parameter w = new Script.Parameter("x.attn1.to_q.weight", List.of(2L, 3L), true);
    Script.Parameter other = new Script.Parameter("x.norm.weight", List.of(2L), true);
    Map<String, FloatTensor> factors = new LinkedHashMap<>();
    factors.put(w.key() + ".lora_A", new FloatTensor(List.of(1L, 3L), new float[] {1, 2, 3}));
    factors.put(w.key() + ".lora_B", new FloatTensor(List.of(2L, 1L), new float[] {10, -1}));

    Map<String, FloatTensor> merged =
        new Lora(1, 0.5)
            .merged(
                List.of(w, other),
                p -> p == w ? new float[] {1, 1, 1, 1, 1, 1} : new float[] {7, 8},
                factors);

    assertArrayEquals(new float[] {6, 11, 16, 0.5f, 0, -0.5f}, merged.get(w.key()).values(), 1e-6f);
    assertArrayEquals(new float[] {7, 8}, merged.get(other.key()).values());
  }

  @Test
  void merged_in_the_engine_it_is_the_same() {
    Script.Parameter w = new Script.Parameter("x.attn2.to_out.0.weight", List.of(2L, 2L), true);
    try (Scope scope = Scope.open()) {
      List<Tensor> merged =
          new Lora(2, 4)
              .merged(
                  List.of(w),
                  List.of(Tensor.of(new float[] {1, 0, 0, 1}, 2, 2)),
                  List.of(
                      Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
                      Tensor.of(new float[] {1, 0, 0, 2}, 2, 2)));
      assertArrayEquals(new float[] {3, 4, 12, 17}, merged.get(0).floats());
    }
  }

  @Test
  void only_projections_of_attention_change_and_by_no_more_than_the_rank() {
    Map<String, FloatTensor> learnt = adapted(new Lora(1, 1), 3).weights();

    assertTrue(learnt.keySet().stream().anyMatch(LoraTest::projection));
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
    List<Stage.Point> curve = adapted(Lora.usual(), 100).curve();
    assertTrue(curve.get(1).loss() < curve.get(0).loss(), curve.toString());
  }

  @Test
  void the_same_seed_gives_the_same_weights() {
    assertEquals(adapted(Lora.usual(), 2).weights(), adapted(Lora.usual(), 2).weights());
    assertFalse(adapted(Lora.usual(), 2).weights().equals(adapted(new Lora(2, 2), 2).weights()));
  }

  @Test
  void a_network_without_attention_and_factors_without_rank_are_refused() {
    Script.Parameter conv = new Script.Parameter("conv.weight", List.of(1L, 1L, 3L, 3L), true);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Lora.usual().factors(List.of(conv)))
            .getMessage();
    assertTrue(message.contains("attention"), message);
    assertThrows(IllegalArgumentException.class, () -> new Lora(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Lora(4, 0));
  }
}
