package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.world.ModelTruth;
import io.otherwise.world.ModelTruth.Edit;
import io.otherwise.world.ModelTruth.Member;
import io.otherwise.world.Split;
import io.otherwise.world.TargetScore;
import io.otherwise.world.WorldScene.Move;
import io.otherwise.world.WorldTruth;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowerTruthTest {
  private static final FlowerScene QUERY =
      FlowerWorld.v1().scene(Split.TEST, 11).with(Species.TULIP).with(Trait.GROUND, 0);

  /** A classifier that looks at the upper left corner alone: dry earth is the target. */
  private static final TargetScore GROUND =
      images -> {
        float[] scores = new float[images.size()];
        for (int i = 0; i < scores.length; i++) {
          Image image = images.get(i);
          scores[i] = image.at(0, 3, 3) > image.at(1, 3, 3) ? 0.9f : 0.1f;
        }
        return scores;
      };

  @Test
  void world_truth_is_the_same_photo_of_another_species() {
    WorldTruth truth = WorldTruth.towards(QUERY, "blue poppy");
    assertTrue(truth.counterfactual().samePixels(QUERY.with(Species.BLUE_POPPY).image()));
    assertTrue(truth.mask().share() > 0.05 && truth.mask().share() < 0.7, truth.mask() + "");
    assertEquals(0.5, truth.effect(images -> new float[] {0.25f, 0.75f}), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> WorldTruth.towards(QUERY, "old"));
  }

  @Test
  void a_classifier_of_the_background_is_told_to_change_the_ground() {
    ModelTruth truth = ModelTruth.of(QUERY, GROUND);
    assertEquals(List.of(new Edit(Trait.GROUND, 1)), truth.members().get(0).edits());
    assertTrue(truth.renders() <= ModelTruth.BUDGET, "renders " + truth.renders());
    for (Member member : truth.members()) {
      assertTrue(member.score() > ModelTruth.DECISION);
      assertTrue(member.scene().image().samePixels(member.image()));
    }
  }

  @Test
  void every_other_species_is_tried_and_only_traits_are_paired() {
    List<Move> moves = QUERY.moves();
    long species = moves.stream().filter(move -> move.factor() instanceof Species).count();
    assertEquals(13, species);
    assertFalse(moves.stream().anyMatch(m -> m.paired() && m.factor() instanceof Species));
    assertEquals(9, moves.stream().filter(Move::paired).count());
    int pairs = 0;
    for (int i = 0; i < moves.size(); i++) {
      for (int j = i + 1; j < moves.size(); j++) {
        boolean both = moves.get(i).paired() && moves.get(j).paired();
        pairs += both && moves.get(i).factor() != moves.get(j).factor() ? 1 : 0;
      }
    }
    int singles = 21 * 4 + 1;
    int worst = singles + 21 * 9 + pairs * (1 + 8 + 8 + 1) + 1;
    assertTrue(worst <= ModelTruth.BUDGET, "a search may render " + worst);
  }

  @Test
  void a_mixture_moves_on_from_where_it_is() {
    FlowerScene between = QUERY.with(Species.SUNFLOWER, 0.4);
    Move move =
        between.moves().stream()
            .filter(m -> m.factor() == Species.SUNFLOWER)
            .findFirst()
            .orElseThrow();
    assertEquals(0.4, move.from(), 1e-12);
    assertEquals(1, move.goal());
  }
}
