package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterventionsTest {
  private final Interventions known =
      Interventions.of(FaceWorld.v1(), Split.TEST, 2, Attribute.BEARD, Attribute.GLASSES);

  @Test
  void the_effect_is_that_of_the_attribute_the_classifier_looks_at() {
    Map<Attribute, Double> effects = known.effects(Believer.in(Attribute.BEARD, true), "old");
    assertEquals(0.8, effects.get(Attribute.BEARD), 1e-6);
    assertEquals(0, effects.get(Attribute.GLASSES), 1e-6);
  }

  @Test
  void it_has_a_sign_and_belongs_to_a_class() {
    Believer against = Believer.in(Attribute.GLASSES, false);
    assertEquals(-0.8, known.effects(against, "old").get(Attribute.GLASSES), 1e-6);
    assertEquals(0.8, known.effects(against, "young").get(Attribute.GLASSES), 1e-6);
  }

  @Test
  void every_scene_is_rendered_with_each_attribute_and_without() {
    assertEquals(8, known.images().size());
    assertEquals(1, FaceWorld.v1().scene(known.images().get(0).id()).shown(Attribute.BEARD));
    assertEquals(0, FaceWorld.v1().scene(known.images().get(7).id()).shown(Attribute.GLASSES));
  }

  @Test
  void pictures_that_do_not_come_in_pairs_are_refused() {
    List<Attribute> beard = List.of(Attribute.BEARD);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Interventions(beard, known.images().subList(0, 3)));
    assertThrows(IllegalArgumentException.class, () -> new Interventions(beard, List.of()));
  }
}
