package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SceneTest {
  private static final FaceWorld WORLD = FaceWorld.v1();

  @Test
  void with_changes_one_value_and_holds_the_others() {
    Scene scene = WORLD.scene(Split.TEST, 0);
    for (Attribute attribute : Attribute.values()) {
      Scene edited = scene.with(attribute, 0.75);
      assertEquals(0.75, edited.value(attribute));
      assertTrue(edited.label(attribute));
      for (Attribute other : Attribute.values()) {
        if (other != attribute) {
          assertEquals(scene.value(other), edited.value(other));
          assertEquals(scene.shown(other), edited.shown(other));
        }
      }
    }
  }

  @Test
  void undoing_an_edit_gives_the_same_pixels() {
    Scene scene = WORLD.scene(Split.TEST, 1);
    Scene back = scene.with("smile", 0.9).with("smile", scene.value(Attribute.SMILE));
    assertTrue(scene.image().samePixels(back.image()));
    assertEquals(scene, back);
  }

  @Test
  void every_edit_moves_pixels() {
    Scene scene = WORLD.scene(Split.TEST, 2).with("blur", 0);
    for (Attribute attribute : Attribute.values()) {
      Scene off = scene.with(attribute, 0.1);
      Scene on = scene.with(attribute, 0.9);
      assertFalse(off.image().samePixels(on.image()), attribute.key());
    }
  }

  @Test
  void with_leaves_the_glasses_of_an_aged_person_and_intervene_decides_them_anew() {
    FaceWorld copied = WORLD.knobs(Knobs.clean().ageGlasses(1));
    for (int index = 0; index < 20; index++) {
      Scene scene = copied.scene(Split.TRAIN, index);
      double glasses = scene.value(Attribute.GLASSES);
      assertEquals(scene.label("age"), scene.label("glasses"));
      assertEquals(glasses, scene.with("age", 0.9).value(Attribute.GLASSES));
      assertEquals(glasses, scene.with("age", 0.1).value(Attribute.GLASSES));
      assertTrue(scene.intervene(Attribute.AGE, 0.9).label("glasses"));
      assertFalse(scene.intervene(Attribute.AGE, 0.1).label("glasses"));
    }
  }

  @Test
  void without_the_edge_an_intervention_on_age_leaves_the_glasses() {
    for (int index = 0; index < 20; index++) {
      Scene scene = WORLD.scene(Split.TRAIN, index);
      Scene aged = scene.intervene(Attribute.AGE, 1 - scene.value(Attribute.AGE));
      assertEquals(scene.value(Attribute.GLASSES), aged.value(Attribute.GLASSES));
    }
  }

  @Test
  void an_edit_makes_an_ambiguous_cue_visible() {
    FaceWorld vague = WORLD.knobs(Knobs.clean().ambiguity(1));
    Scene scene = vague.scene(Split.TRAIN, 0);
    assertTrue(scene.ambiguous("age"));
    assertNotEquals(scene.value(Attribute.AGE), scene.shown(Attribute.AGE));
    Scene edited = scene.with("age", 0.9);
    assertEquals(0.9, edited.shown(Attribute.AGE));
    assertFalse(edited.ambiguous("age"));
    assertTrue(scene.with("age", 0.52).ambiguous("age"));
  }

  @Test
  void an_id_leads_back_to_its_scene() {
    Scene scene = WORLD.scene(Split.TUNING, 5).with("smile", 0.9).with("glasses", 1);
    assertEquals(scene, WORLD.scene(scene.image().id()));
    Scene shot = WORLD.shot(Split.TRAIN, 5, 3);
    assertEquals(shot, WORLD.scene(shot.id()));
    assertEquals(shot.intervene(Attribute.AGE, 0.2).value(Attribute.AGE), 0.2);
  }

  @Test
  void another_shot_keeps_the_person_and_shot_0_is_the_scene() {
    assertEquals(WORLD.scene(Split.TEST, 4), WORLD.shot(Split.TEST, 4, 0));
    assertNotEquals(WORLD.scene(Split.TEST, 4), WORLD.shot(Split.TEST, 4, 1));
  }

  @Test
  void splits_share_no_scene() {
    for (int index = 0; index < 50; index++) {
      Scene train = WORLD.scene(Split.TRAIN, index);
      assertNotEquals(train, WORLD.scene(Split.TEST, index));
      assertNotEquals(train, WORLD.scene(Split.TUNING, index));
    }
  }

  @Test
  void labels_follow_the_order_of_the_attributes() {
    Scene scene = WORLD.scene(Split.TEST, 9);
    float[] labels = scene.labels();
    int at = 0;
    for (Attribute attribute : Attribute.values()) {
      assertEquals(scene.label(attribute) ? 1f : 0f, labels[at++], attribute.key());
    }
  }

  @Test
  void wrong_calls_are_refused_in_one_sentence() {
    Scene scene = WORLD.scene(Split.TEST, 0);
    refused("was 1.4", () -> scene.with("smile", 1.4));
    refused("was nan", () -> scene.with("nan", 0.4));
    refused("was 4", () -> scene.render(4));
    refused("was -1", () -> WORLD.scene(Split.TEST, -1));
    refused("was faces/holdout/1", () -> WORLD.scene("faces/holdout/1"));
    refused("was faces/test/1 age=1.2.3", () -> WORLD.scene("faces/test/1 age=1.2.3"));
    refused("was 2.0", () -> Knobs.shortcut(2));
    refused("was elderly", () -> WORLD.queries("elderly", Split.TEST, 1));
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
