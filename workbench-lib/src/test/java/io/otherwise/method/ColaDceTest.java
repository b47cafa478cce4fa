package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.attribution.ChannelScore;
import io.otherwise.attribution.ConceptChoice;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Hyperparameters of CoLa-DCE. */
class ColaDceTest {
  @Test
  void the_paper_inherits_ldce_and_frees_the_last_50_of_191_steps() {
    ColaDce paper = ColaDce.paper(ColaDce.VGG16_BN);

    assertEquals(Ldce.code(), paper.ldce());
    assertEquals(20, paper.k());
    assertEquals(0.3, paper.ldce().distanceScale());
    assertFalse(paper.suspension().conditions(99, 49));
    assertTrue(paper.suspension().conditions(101, 50));
  }

  @Test
  void the_code_has_another_distance_and_frees_the_last_25_of_500_steps() {
    ColaDce code = ColaDce.code(ColaDce.RESNET_18);

    assertEquals(0.01, code.ldce().distanceScale());
    assertFalse(code.suspension().conditions(49, 24));
    assertTrue(code.suspension().conditions(50, 0));
    assertEquals(3.3, ColaDce.codeOptimal(ColaDce.VIT).ldce().classifierScale());
    assertEquals(20, ColaDce.codeOptimal(ColaDce.VIT).ldce().consensusDegrees());
    assertEquals(35, ColaDce.codePets(ColaDce.VIT).ldce().consensusDegrees());
    assertEquals(0.1, ColaDce.codePets(ColaDce.VIT).ldce().distanceScale());
  }

  @Test
  void the_world_has_ldces_settings_there() {
    assertEquals(Ldce.world(), ColaDce.world("features.0").ldce());
    assertEquals("features.0", ColaDce.world("features.0").layer());
  }

  @Test
  void without_suspension_every_step_is_conditioned() {
    assertTrue(Suspension.off().conditions(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Suspension.lastSteps(-1));
  }

  @Test
  void every_wither_changes_exactly_its_own_component() {
    ColaDce base = ColaDce.paper(ColaDce.VGG16_BN);
    List<Function<ColaDce, ColaDce>> withers =
        List.of(
            m -> m.ldce(Ldce.world()),
            m -> m.layer(ColaDce.VGG16_BN_DEEP),
            m -> m.k(6),
            m -> m.scoring(ChannelScore.ABSMAX),
            m -> m.spatial(false),
            m -> m.eta(0.1),
            m -> m.suspension(Suspension.off()),
            m -> m.chosenOnce(false),
            m -> m.choice(ConceptChoice.random(1)));
    assertEquals(withers.size(), base.hyperparameters().size());
    for (Function<ColaDce, ColaDce> wither : withers) {
      Map<String, Object> before = base.hyperparameters();
      Map<String, Object> after = wither.apply(base).hyperparameters();
      long changed =
          before.keySet().stream().filter(k -> !before.get(k).equals(after.get(k))).count();
      assertEquals(1, changed, after.toString());
    }
  }

  @Test
  void out_of_range_is_one_sentence_with_rule_value_and_way_out() {
    ColaDce base = ColaDce.paper(ColaDce.VGG16_BN);

    assertEquals(
        "k counts the concepts and must be at least 1, but was 0; choose 20 for the paper's"
            + " setting",
        assertThrows(IllegalArgumentException.class, () -> base.k(0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> base.eta(1.2));
    assertThrows(IllegalArgumentException.class, () -> base.layer(" "));
  }

  @Test
  void it_cites_its_paper() {
    assertEquals("CoLa-DCE", ColaDce.paper("x").name());
    assertTrue(ColaDce.paper("x").citation().contains("2024"));
    assertTrue(ColaDce.paper("x").url().endsWith("2406.01649"));
  }
}
