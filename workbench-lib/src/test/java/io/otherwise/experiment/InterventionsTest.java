package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
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
    Classifier against = Believer.in(Attribute.GLASSES, false);
    assertEquals(-0.8, known.effects(against, "old").get(Attribute.GLASSES), 1e-6);
    assertEquals(0.8, known.effects(against, "young").get(Attribute.GLASSES), 1e-6);
  }

  @Test
  void every_scene_is_rendered_with_each_attribute_and_without() {
    Intervention beard = known.of(Attribute.BEARD);
    assertEquals(2, beard.with().size());
    assertEquals(1, FaceWorld.v1().scene(beard.with().get(0).id()).shown(Attribute.BEARD));
    assertEquals(0, FaceWorld.v1().scene(beard.without().get(1).id()).shown(Attribute.BEARD));
  }

  @Test
  void pictures_that_do_not_come_in_pairs_are_refused() {
    List<Image> two = known.of(Attribute.BEARD).with();
    assertThrows(IllegalArgumentException.class, () -> new Intervention(two, two.subList(0, 1)));
    assertThrows(IllegalArgumentException.class, () -> new Intervention(List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Interventions(Map.of()));
  }
}
