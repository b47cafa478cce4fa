package io.otherwise.world.flower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.world.Split;
import org.junit.jupiter.api.Test;

class FlowerSceneTest {
  private static final FlowerWorld WORLD = FlowerWorld.v1();

  /** A sunflower in a test photo, with all its noise. */
  private static FlowerScene sunflower(int index) {
    return WORLD.scene(Split.TEST, index).with(Species.SUNFLOWER);
  }

  @Test
  void with_a_species_keeps_every_trait_and_with_a_trait_the_species() {
    FlowerScene scene = WORLD.scene(Split.TEST, 0);
    for (Species species : Species.values()) {
      FlowerScene edited = scene.with(species);
      assertEquals(species, edited.species());
      assertEquals(1, edited.shown(species));
      for (Trait trait : Trait.values()) {
        assertEquals(scene.value(trait), edited.value(trait));
      }
    }
    for (Trait trait : Trait.values()) {
      FlowerScene edited = scene.with(trait, 0.75);
      assertEquals(0.75, edited.value(trait));
      assertEquals(0.75, edited.shown(trait.key()));
      assertEquals(scene.species(), edited.species());
      for (Trait other : Trait.values()) {
        assertEquals(other == trait ? 0.75 : scene.value(other), edited.value(other));
      }
    }
  }

  @Test
  void the_label_changes_half_way_to_another_species() {
    FlowerScene scene = sunflower(1);
    assertEquals(Species.SUNFLOWER, scene.with(Species.TULIP, 0.49).species());
    assertEquals(Species.TULIP, scene.with(Species.TULIP, 0.51).species());
    assertTrue(scene.with(Species.TULIP, 0.48).ambiguous());
    assertFalse(scene.with(Species.TULIP, 0.4).ambiguous());
    assertFalse(scene.with(Species.TULIP).ambiguous());
    FlowerScene between = scene.with(Species.TULIP, 0.3);
    assertEquals(0.3, between.value(Species.TULIP), 1e-12);
    assertEquals(0.7, between.value(Species.SUNFLOWER), 1e-12);
    assertEquals(0, between.value(Species.CINQUEFOIL));
  }

  @Test
  void a_mixture_goes_on_the_way_that_it_is_on() {
    FlowerScene between = sunflower(1).with(Species.TULIP, 0.3);
    assertEquals(sunflower(1).with(Species.TULIP, 0.6), between.with(Species.TULIP, 0.6));
    assertEquals(sunflower(1).with(Species.TULIP, 0.25), between.with(Species.SUNFLOWER, 0.75));
    assertEquals(sunflower(1), between.with(Species.TULIP, 0));
    assertEquals(sunflower(1), between.with(Species.SUNFLOWER, 1));
    assertEquals(Species.BLUE_POPPY, between.with(Species.BLUE_POPPY, 0.8).species());
    assertEquals(Species.TULIP, between.with(Species.SUNFLOWER, 0).species());
  }

  @Test
  void undoing_an_edit_gives_the_same_pixels() {
    FlowerScene scene = WORLD.scene(Split.TEST, 2);
    FlowerScene back = scene.with(Species.TULIP).with(scene.species());
    assertEquals(scene, back);
    assertTrue(scene.render(32).samePixels(back.render(32)));
    FlowerScene shut = scene.with("openness", 0.2);
    assertTrue(
        scene.render(32).samePixels(shut.with("openness", scene.value(Trait.OPENNESS)).render(32)));
  }

  @Test
  void an_edit_makes_an_ambiguous_plant_visible() {
    FlowerWorld vague = WORLD.knobs(FlowerKnobs.clean().ambiguity(1));
    FlowerScene scene = vague.scene(Split.TRAIN, 1);
    assertTrue(scene.ambiguous());
    FlowerScene edited = scene.with(scene.species());
    assertFalse(edited.ambiguous());
    assertEquals(scene.species(), edited.species());
    assertFalse(scene.render(32).samePixels(edited.render(32)));
  }

  @Test
  void an_id_leads_back_to_its_scene() {
    FlowerScene scene =
        WORLD.scene(Split.TUNING, 5).with(Species.BLACK_EYED_SUSAN, 0.5).with(Trait.HUE, 0.9);
    assertEquals(scene, WORLD.scene(scene.id()));
    assertEquals(scene, WORLD.scene(scene.render(8).id()));
    FlowerScene shot = WORLD.shot(Split.TRAIN, 5, 3);
    assertEquals(shot, WORLD.scene(shot.id()));
  }

  @Test
  void another_shot_keeps_the_plant_and_changes_the_moment() {
    FlowerScene one = WORLD.shot(Split.TEST, 4, 0);
    FlowerScene two = WORLD.shot(Split.TEST, 4, 1);
    assertEquals(WORLD.scene(Split.TEST, 4), one);
    assertEquals(one.species(), two.species());
    assertNotEquals(one, two);
    assertFalse(one.render(16).samePixels(two.render(16)));
  }

  @Test
  void splits_share_no_scene() {
    for (int index = 0; index < 50; index++) {
      FlowerScene train = WORLD.scene(Split.TRAIN, index);
      assertNotEquals(train, WORLD.scene(Split.TEST, index));
      assertNotEquals(train, WORLD.scene(Split.TUNING, index));
    }
  }

  @Test
  void classes_are_found_by_label_and_key() {
    assertEquals(14, WORLD.classes().size());
    for (String name : WORLD.classes()) {
      assertEquals(name, Species.of(name).label());
      assertEquals(Species.of(name), Species.of(Species.of(name).key()));
      assertEquals(name, WORLD.scene(Split.TEST, 0).towards(name).species().label());
    }
    assertEquals("black-eyed susan", Species.BLACK_EYED_SUSAN.label());
  }

  @Test
  void facts_tell_species_traits_and_rare_forms() {
    FlowerScene scene = sunflower(3).with(Trait.HUE, 1).with(Trait.OPENNESS, 0.2);
    assertEquals("sunflower", scene.facts().get("species"));
    assertEquals("young, unusual hue", scene.facts().get("rare"));
    assertEquals("0.20", scene.facts().get("openness"));
    assertEquals("no", sunflower(3).facts().get("rare"));
  }

  @Test
  void captions_name_the_species_and_on_request_the_rest() {
    FlowerScene scene = sunflower(4).with(Trait.GROUND, 0);
    assertEquals("a photo of a sunflower, a type of flower", FlowerCaptions.of(scene));
    assertEquals(
        "a photo of a sunflower in a garden, a type of flower", FlowerCaptions.full(scene));
    assertEquals(
        "a photo of a young rare-coloured sunflower like a black-eyed susan on dry earth,"
            + " a type of flower",
        FlowerCaptions.full(
            scene
                .with(Trait.OPENNESS, 0.2)
                .with(Trait.HUE, 1)
                .with(Trait.LIKENESS, 1)
                .with(Trait.GROUND, 1)));
  }

  @Test
  void wrong_calls_are_refused_in_one_sentence() {
    FlowerScene scene = sunflower(0);
    refused("was 1.4", () -> scene.with("hue", 1.4));
    refused("was smile", () -> scene.with("smile", 0.4));
    refused("was smile", () -> scene.shown("smile"));
    refused("sunflower", () -> scene.with(Species.SUNFLOWER, 0.4));
    refused("was 4", () -> scene.render(4));
    refused("was -1", () -> WORLD.scene(Split.TEST, -1));
    refused("was faces/test/1", () -> WORLD.scene("faces/test/1"));
    refused("was flowers/test/1 hue=1.2.3", () -> WORLD.scene("flowers/test/1 hue=1.2.3"));
    refused("choose for example tulip", () -> WORLD.queries("tulips", Split.TEST, 1));
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
