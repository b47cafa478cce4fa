package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Hyperparameters; the algorithm itself is held to the golden files. */
class LdceTest {
  @Test
  void the_paper_runs_191_of_500_steps_and_the_world_19_of_50() {
    assertEquals(191, Ldce.paper().distance());
    assertEquals(171, Ldce.codePairs().distance());
    assertEquals(160, Ldce.paperCelebaHq().distance());
    assertEquals(250, Ldce.paperFlowers().distance());
    assertEquals(19, Ldce.world().distance());
  }

  @Test
  void paper_and_code_differ_in_the_guidance_scale() {
    assertEquals(2, Ldce.paper().guidanceScale());
    assertEquals(Ldce.code(), Ldce.paper().guidanceScale(3));
  }

  @Test
  void out_of_range_is_one_sentence_with_rule_value_and_way_out() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Ldce.paper().strength(1.4));

    assertEquals(
        "strength is the fraction of steps to forward-diffuse and must lie in (0, 1], but was 1.4;"
            + " choose 0.382 for the paper's setting",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Ldce.paper().consensusDegrees(181));
    assertThrows(IllegalArgumentException.class, () -> Ldce.paper().classifierScale(-1));
    assertThrows(IllegalArgumentException.class, () -> Ldce.paper().distanceScale(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Ldce.paper().steps(0));
    assertThrows(IllegalArgumentException.class, () -> Ldce.world().strength(0.001));
  }

  @Test
  void it_cites_its_paper() {
    assertTrue(Ldce.paper().citation().contains("2023"));
    assertEquals("Ldce", Ldce.paper().name());
  }
}
