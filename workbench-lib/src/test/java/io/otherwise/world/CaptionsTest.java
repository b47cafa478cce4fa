package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptionsTest {
  /** A scene in which no label is true. */
  private static Scene bare() {
    Scene scene = FaceWorld.v1().scene(Split.TEST, 0);
    for (Attribute attribute : Attribute.values()) {
      scene = scene.with(attribute, 0);
    }
    return scene;
  }

  @Test
  void a_bare_scene_is_a_person() {
    assertEquals("a photo of a person", Captions.of(bare()));
  }

  @Test
  void a_caption_names_what_is_true() {
    assertEquals("a photo of a smiling person", Captions.of(bare().with("smile", 0.9)));
    assertEquals(
        "a photo of an old person with glasses",
        Captions.of(bare().with("age", 0.9).with("glasses", 1)));
    assertEquals(
        "a photo of a blurred smiling old person with glasses, a beard, long hair,"
            + " bags under the eyes and lipstick",
        Captions.of(everything()));
  }

  @Test
  void a_caption_names_only_what_is_asked_for() {
    assertEquals(
        "a photo of a person with a beard", Captions.of(everything(), EnumSet.of(Attribute.BEARD)));
    assertEquals("a photo of a young person", Captions.of(bare(), EnumSet.of(Attribute.AGE)));
  }

  private static Scene everything() {
    Scene scene = bare();
    for (Attribute attribute : Attribute.values()) {
      scene = scene.with(attribute, 1);
    }
    return scene;
  }

  @Test
  void both_sides_of_an_attribute_can_be_named() {
    assertEquals("a photo of a person", Captions.sides(bare(), EnumSet.noneOf(Attribute.class)));
    assertEquals(
        "a photo of a not smiling person", Captions.sides(bare(), EnumSet.of(Attribute.SMILE)));
    assertEquals(
        "a photo of an old person with no glasses and short hair",
        Captions.sides(
            bare().with("age", 0.9), EnumSet.of(Attribute.AGE, Attribute.GLASSES, Attribute.HAIR)));
  }

  @Test
  void a_class_has_a_prompt_of_its_own() {
    assertEquals("a photo of a young person", Captions.sides(Map.of(Attribute.AGE, false)));
    assertEquals(
        "a photo of a person with no bags under the eyes",
        Captions.sides(Map.of(Attribute.BAGS, false)));
    assertEquals("a photo of a sharp person", Captions.sides(Map.of(Attribute.BLUR, false)));
  }
}
