package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
  void every_wither_changes_exactly_its_own_component() {
    Ldce base = Ldce.code();
    List<Function<Ldce, Ldce>> withers =
        List.of(
            m -> m.strength(0.5),
            m -> m.steps(100),
            m -> m.guidanceScale(1.5),
            m -> m.classifierScale(9),
            m -> m.distanceScale(8),
            m -> m.consensusDegrees(77),
            m -> m.switches(m.switches().patch(2)));
    for (Function<Ldce, Ldce> wither : withers) {
      Map<String, Object> before = base.hyperparameters();
      Map<String, Object> after = wither.apply(base).hyperparameters();
      long changed =
          before.keySet().stream().filter(k -> !before.get(k).equals(after.get(k))).count();
      assertEquals(1, changed, after.toString());
    }
  }

  @Test
  void every_switch_changes_exactly_itself() {
    LdceSwitches base = LdceSwitches.published();
    List<LdceSwitches> changed =
        List.of(
            base.guidance(LdceSwitches.Guidance.FREE),
            base.consensus(LdceSwitches.Rule.PATCH_CONE),
            base.patch(2),
            base.overwrite(1),
            base.keepUndefinedAngles(false),
            base.renormalise(LdceSwitches.Norm.NONE),
            base.clean(LdceSwitches.Clean.GUIDED),
            base.distance(LdceSwitches.Distance.L2),
            base.clampDistance(false),
            base.throughUNet(false),
            base.encodeOneNoisier(false),
            base.sharedNoise(true),
            base.meanOverBatch(true));
    assertEquals(changed.size(), changed.stream().distinct().count());
    assertTrue(changed.stream().noneMatch(base::equals));
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
