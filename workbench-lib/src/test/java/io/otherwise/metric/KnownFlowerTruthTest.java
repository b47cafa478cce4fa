package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerWorld;
import io.otherwise.world.flower.Species;
import org.junit.jupiter.api.Test;

class KnownFlowerTruthTest {
  private static final FlowerWorld WORLD = FlowerWorld.v1();
  private final KnownTruth truth = KnownTruth.of(WORLD);
  private final Query query = WORLD.queries("tulip", Split.TEST, 1).get(0);

  @Test
  void the_scene_behind_a_flower_is_found_and_its_truth_rendered_once() {
    assertEquals(WORLD.scene(query.factual().id()), truth.scene(query.factual()));
    Image right = WORLD.scene(query.factual().id()).with(Species.TULIP).image();
    assertTrue(truth.worldTruth(query).counterfactual().samePixels(right));
    assertEquals(truth.worldTruth(query), truth.worldTruth(query));
    assertTrue(truth.mask(query).energyInside(query.factual(), right) > 0.98);
  }

  @Test
  void a_face_is_no_flower_and_old_no_species() {
    Image face = FaceWorld.v1().scene(Split.TEST, 0).image();
    String message =
        assertThrows(IllegalArgumentException.class, () -> truth.scene(face)).getMessage();
    assertTrue(message.contains("ask about FlowerWorld.queries"), message);
    Query old = query.factual().towards("old");
    assertThrows(IllegalArgumentException.class, () -> truth.worldTruth(old));
  }

  @Test
  void truths_of_two_worlds_differ() {
    assertEquals(KnownTruth.of(WORLD), truth);
    assertNotEquals(KnownTruth.of(FaceWorld.v1()), truth);
  }
}
