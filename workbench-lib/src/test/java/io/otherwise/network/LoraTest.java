package io.otherwise.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoraTest {
  private static Script.Parameter weight(String key, Long... shape) {
    return new Script.Parameter(key, List.of(shape), true);
  }

  @Test
  void the_merge_is_the_base_plus_the_scaled_product_of_the_factors() {
    Map<String, float[]> factors =
        Map.of(
            "x.attn1.to_q.weight.lora_A", new float[] {1, 2, 3},
            "x.attn1.to_q.weight.lora_B", new float[] {10, -1});

    float[] merged =
        new Lora(1, 0.5)
            .merged(
                weight("x.attn1.to_q.weight", 2L, 3L),
                new float[] {1, 1, 1, 1, 1, 1},
                factor -> factors.get(factor.key()));

    assertArrayEquals(new float[] {6, 11, 16, 0.5f, 0, -0.5f}, merged, 1e-6f);
  }

  @Test
  void what_is_no_projection_of_attention_stays() {
    float[] values = {7, 8};

    float[] merged =
        Lora.usual().merged(weight("x.norm.weight", 2L), values, factor -> new float[0]);

    assertSame(values, merged);
  }

  @Test
  void merged_in_the_engine_it_is_the_same() {
    try (Scope scope = Scope.open()) {
      List<Tensor> merged =
          new Lora(2, 4)
              .merged(
                  List.of(weight("x.attn2.to_out.0.weight", 2L, 2L)),
                  List.of(Tensor.of(new float[] {1, 0, 0, 1}, 2, 2)),
                  List.of(
                      Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
                      Tensor.of(new float[] {1, 0, 0, 2}, 2, 2)));
      assertArrayEquals(new float[] {3, 4, 12, 17}, merged.get(0).floats());
    }
  }

  @Test
  void factors_stand_beside_the_projections_in_their_order() {
    List<Script.Parameter> factors =
        new Lora(3, 3)
            .factors(List.of(weight("x.norm.weight", 8L), weight("x.attn2.to_k.weight", 8L, 5L)));

    assertEquals(
        List.of(
            weight("x.attn2.to_k.weight.lora_A", 3L, 5L),
            weight("x.attn2.to_k.weight.lora_B", 8L, 3L)),
        factors);
  }

  @Test
  void a_network_without_attention_and_factors_without_rank_are_refused() {
    List<Script.Parameter> conv = List.of(weight("conv.weight", 1L, 1L, 3L, 3L));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Lora.usual().factors(conv)).getMessage();
    assertTrue(message.contains("attention"), message);
    assertThrows(IllegalArgumentException.class, () -> new Lora(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Lora(4, 0));
  }
}
