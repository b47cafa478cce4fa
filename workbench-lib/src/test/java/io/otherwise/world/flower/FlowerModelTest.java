package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Query;
import io.otherwise.world.Split;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlowerModelTest {
  private static final int N = 4000;
  private static final FlowerKnobs CLEAN = FlowerKnobs.clean();

  /** Share of the scenes with a property, over the first N of the training split. */
  private static double share(FlowerKnobs knobs, Predicate<FlowerScene> property) {
    FlowerWorld world = FlowerWorld.v1().knobs(knobs);
    int count = 0;
    for (int index = 0; index < N; index++) {
      count += property.test(world.scene(Split.TRAIN, index)) ? 1 : 0;
    }
    return count / (double) N;
  }

  private static boolean dry(FlowerScene scene) {
    return scene.value(Trait.GROUND) > 0.5;
  }

  @ParameterizedTest
  @EnumSource(Species.class)
  void all_species_are_equally_likely(Species species) {
    assertEquals(1.0 / 14, share(CLEAN, s -> s.species() == species), 0.013);
  }

  @Test
  void the_ground_knob_is_how_often_the_habitat_decides() {
    for (double strength : new double[] {0, 0.5, 0.9, 1}) {
      FlowerKnobs knobs = CLEAN.ground(strength);
      double agrees = share(knobs, s -> dry(s) == (s.species().habitat() == 1));
      assertEquals(0.5 + strength / 2, agrees, 0.025, "strength " + strength);
    }
  }

  @Test
  void half_of_the_species_live_on_each_ground() {
    long dry = Set.of(Species.values()).stream().filter(s -> s.habitat() == 1).count();
    assertEquals(7, dry);
  }

  @Test
  void the_ambiguity_knob_is_the_share_of_plants_drawn_afresh() {
    FlowerKnobs knobs = CLEAN.ambiguity(0.3);
    double other = share(knobs, s -> s.shown(s.species()) < 0.5);
    assertEquals(0.3 * 13 / 14, other, 0.025);
    assertEquals(other, share(knobs, FlowerScene::ambiguous), 1e-12);
    assertEquals(0, share(CLEAN, FlowerScene::ambiguous));
  }

  @Test
  void clean_plants_show_no_rare_form_and_hard_ones_each_by_its_share() {
    assertEquals(0, share(CLEAN, s -> !s.variants().isEmpty()));
    for (Variant variant : Variant.values()) {
      double found = share(FlowerKnobs.hard(0.2), s -> s.variants().contains(variant));
      assertEquals(0.2, found, 0.025, variant.label());
    }
    double none = share(FlowerKnobs.hard(0.2), s -> s.variants().isEmpty());
    assertEquals(0.8 * 0.8 * 0.8, none, 0.03);
  }

  @Test
  void knobs_change_no_draw_but_their_own() {
    FlowerWorld clean = FlowerWorld.v1();
    FlowerWorld hard = clean.knobs(FlowerKnobs.hard(1).ground(1));
    for (int index = 0; index < 200; index++) {
      FlowerScene one = clean.scene(Split.TRAIN, index);
      FlowerScene two = hard.scene(Split.TRAIN, index);
      assertEquals(one.species(), two.species());
      assertEquals(one.value(Trait.MARKS), two.value(Trait.MARKS));
    }
  }

  @Test
  void an_intervention_on_the_species_lets_the_ground_follow_and_with_does_not() {
    FlowerWorld world = FlowerWorld.v1().knobs(CLEAN.ground(1));
    for (int index = 0; index < 30; index++) {
      FlowerScene scene = world.scene(Split.TRAIN, index);
      for (Species species : Species.values()) {
        assertEquals(scene.value(Trait.GROUND), scene.with(species).value(Trait.GROUND));
        assertEquals(species.habitat(), scene.intervene(species).value(Trait.GROUND));
      }
    }
    FlowerScene free = FlowerWorld.v1().scene(Split.TRAIN, 0);
    assertEquals(free.value(Trait.GROUND), free.intervene(Species.TULIP).value(Trait.GROUND));
  }

  @Test
  void queries_start_from_clear_pictures_of_another_species() {
    FlowerWorld world = FlowerWorld.v1().knobs(FlowerKnobs.shortcut(0.5));
    for (Query query : world.queries("corn poppy", Split.TEST, 6)) {
      FlowerScene scene = world.scene(query.factual().id());
      assertEquals("corn poppy", query.target());
      assertEquals(scene.species().label(), query.trueLabel().orElseThrow());
      assertTrue(scene.species() != Species.CORN_POPPY && !scene.ambiguous());
    }
    assertEquals(0, world.queries("tulip", Split.TEST, 0).size());
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void knobs_of_one_rare_form_give_every_plant_that_form_and_no_other(Variant variant) {
    FlowerKnobs knobs = FlowerKnobs.only(variant);
    assertEquals(1, share(knobs, s -> s.variants().equals(Set.of(variant))));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void the_usual_value_of_its_trait_makes_a_rare_plant_usual(Variant variant) {
    FlowerKnobs knobs = FlowerKnobs.only(variant);
    for (Trait trait : Trait.values()) {
      double left = trait == variant.trait() ? 0 : 1;
      assertEquals(left, share(knobs, s -> !s.usual(trait).variants().isEmpty()), trait.key());
    }
    assertEquals(Optional.of(variant), Variant.of(variant.trait()));
  }

  @Test
  void marks_and_ground_make_no_rare_form() {
    assertEquals(Optional.empty(), Variant.of(Trait.MARKS));
    assertEquals(Optional.empty(), Variant.of(Trait.GROUND));
  }

  @Test
  void a_usual_value_lies_in_the_middle_of_those_that_are_drawn() {
    for (Trait trait : Trait.values()) {
      FlowerWorld world = FlowerWorld.v1();
      double usual = world.scene(Split.TRAIN, 0).usual(trait).value(trait);
      double below = share(CLEAN, s -> s.value(trait) < usual);
      double above = share(CLEAN, s -> s.value(trait) > usual);
      if (trait.continuous()) {
        assertEquals(below, above, 0.05, trait.key());
      }
    }
  }

  @Test
  void the_usual_value_of_the_ground_is_the_other_one_and_nothing_else_changes() {
    FlowerScene scene = FlowerWorld.v1().scene(Split.TRAIN, 3);
    FlowerScene other = scene.usual(Trait.GROUND);
    assertEquals(1 - scene.value(Trait.GROUND), other.value(Trait.GROUND));
    assertEquals(scene, other.usual(Trait.GROUND));
  }

  @Test
  void the_scenes_of_a_species_are_all_of_them_in_order() {
    List<String> ids =
        FlowerWorld.v1()
            .scenes(Species.TULIP, Split.TEST, 10)
            .limit(3)
            .map(FlowerScene::id)
            .toList();
    List<String> looked =
        LongStream.range(10, 200)
            .mapToObj(i -> FlowerWorld.v1().scene(Split.TEST, i))
            .filter(s -> s.species() == Species.TULIP)
            .limit(3)
            .map(FlowerScene::id)
            .toList();
    assertEquals(looked, ids);
  }

  @Test
  void scenes_that_show_another_species_are_not_among_them() {
    FlowerWorld vague = FlowerWorld.v1().knobs(CLEAN.ambiguity(0.5));
    assertTrue(
        vague.scenes(Species.TULIP, Split.TEST, 0).limit(20).noneMatch(FlowerScene::ambiguous));
    assertThrows(
        IllegalArgumentException.class,
        () -> FlowerWorld.v1().scenes(Species.TULIP, Split.TEST, -1));
  }

  @Test
  void shares_outside_0_to_1_are_refused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> FlowerKnobs.hard(1.5)).getMessage();
    assertTrue(message.contains("young") && message.contains("1.5"), message);
    assertThrows(IllegalArgumentException.class, () -> CLEAN.ground(-0.1));
    assertThrows(IllegalArgumentException.class, () -> CLEAN.ambiguity(Double.NaN));
  }
}
