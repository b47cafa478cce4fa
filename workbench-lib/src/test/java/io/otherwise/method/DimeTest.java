package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Hyperparameters; the algorithm itself is held to the golden files. */
class DimeTest {
  @Test
  void the_paper_tries_three_scales_over_60_of_200_timesteps() {
    Dime paper = Dime.paper();

    assertEquals(60, paper.tau());
    assertEquals("200", paper.respacing());
    assertEquals(List.of(8.0, 10.0, 15.0), paper.classifierScales());
    assertEquals(30, paper.perceptualScale());
    assertEquals(0.05, paper.distanceScale());
  }

  @Test
  void paper_and_code_differ_in_the_noise_level_of_the_start() {
    assertFalse(Dime.paper().switches().startOneNoisier());
    assertEquals(Dime.code(), Dime.paper().switches(Dime.paper().switches().startOneNoisier(true)));
  }

  @Test
  void the_world_runs_the_papers_share_of_its_timesteps() {
    Dime world = Dime.world();

    assertEquals(60 / 200.0, world.tau() / Double.parseDouble(world.respacing()));
  }

  @Test
  void out_of_range_is_one_sentence_with_rule_value_and_way_out() {
    var refused = assertThrows(IllegalArgumentException.class, () -> Dime.code().tau(0));

    assertEquals(
        "tau counts the reverse steps and must be at least 1, but was 0; choose 60 for the paper's"
            + " setting",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Dime.code().classifierScales(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> Dime.code().classifierScales(List.of(8.0, -1.0)));
    assertThrows(IllegalArgumentException.class, () -> Dime.code().perceptualScale(-1));
    assertThrows(IllegalArgumentException.class, () -> Dime.code().distanceScale(Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> DimeSwitches.published().guidedIterations(-1));
    assertThrows(IllegalArgumentException.class, () -> DimeSwitches.published().euclideanScale(-1));
  }

  @Test
  void it_cites_its_paper() {
    assertTrue(Dime.paper().citation().contains("2022"));
    assertEquals("DiME", Dime.paper().name());
  }
}
