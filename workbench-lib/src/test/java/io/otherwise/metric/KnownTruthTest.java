package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Knobs;
import io.otherwise.world.ModelTruth;
import io.otherwise.world.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class KnownTruthTest {
  private static final Scene SCENE = Truthful.plain(3);
  private static final Query GLASSES = SCENE.image().towards("glasses");

  private final KnownTruth truth = KnownTruth.of(FaceWorld.v1());

  private static String refusal(KnownTruth truth, Image factual) {
    return assertThrows(IllegalArgumentException.class, () -> truth.scene(factual)).getMessage();
  }

  @Test
  void a_rendered_picture_leads_back_to_its_scene() {
    assertEquals(SCENE, truth.scene(SCENE.image()));
    assertSame(truth.scene(SCENE.image()), truth.scene(SCENE.image()));
  }

  @Test
  void a_picture_that_names_no_scene_is_refused_in_one_sentence() {
    String message = refusal(truth, SCENE.image().named("photo.png"));

    assertTrue(message.contains("photo.png"), message);
    assertTrue(message.contains("ask about FaceWorld.queries"), message);
    assertEquals(-1, message.indexOf('\n'));
  }

  @Test
  void one_other_pixel_is_enough_to_be_refused() {
    Image forged = Truthful.dotted(SCENE.image(), 5, 5, 0.01f).named(SCENE.id());

    assertTrue(refusal(truth, forged).contains("pixels"));
    assertTrue(refusal(truth, SCENE.render(32)).contains("32 x 32"));
  }

  @Test
  void a_picture_of_another_world_is_refused() {
    KnownTruth other = KnownTruth.of(new FaceWorld(7, Knobs.clean()));

    assertTrue(refusal(other, SCENE.image()).contains("pixels"));
    assertNotEquals(other, truth);
    assertEquals(KnownTruth.of(FaceWorld.v1()), truth);
  }

  @Test
  void a_class_the_world_does_not_have_is_refused() {
    Query query = SCENE.image().towards("goldfish");

    var refused = assertThrows(IllegalArgumentException.class, () -> truth.worldTruth(query));

    assertTrue(refused.getMessage().contains("goldfish"));
  }

  @Test
  void world_truth_and_mask_are_those_of_the_scene() {
    assertEquals(SCENE.with(Attribute.GLASSES, 1), truth.worldTruth(GLASSES).after());
    assertEquals(SCENE.mask(Attribute.GLASSES), truth.mask(GLASSES));
    assertSame(truth.mask(GLASSES), truth.mask(GLASSES.id("asked again")));
  }

  @Test
  void a_search_is_done_once_for_each_query_and_classifier() {
    Rule never = new Rule(Attribute.GLASSES, scene -> 0);
    ModelTruth found = truth.modelTruth(GLASSES, never).orElseThrow();
    int shown = never.pictures();

    assertTrue(found.members().isEmpty());
    assertTrue(shown > 50 && shown <= ModelTruth.BUDGET, "shown " + shown);
    assertSame(found, truth.modelTruth(GLASSES, never).orElseThrow());
    assertEquals(shown, never.pictures());

    Rule another = new Rule(Attribute.GLASSES, scene -> 0.9);
    assertTrue(truth.modelTruth(GLASSES, another).isEmpty());
    assertEquals(1, another.pictures());
  }

  @Test
  void effects_are_what_a_rule_says() {
    Rule rule =
        new Rule(
            Attribute.AGE,
            s -> 0.2 + 0.5 * s.shown(Attribute.GLASSES) - 0.125 * s.shown(Attribute.SMILE));
    double[] expected = new double[Attribute.values().length];
    expected[Attribute.GLASSES.ordinal()] = 0.5;
    expected[Attribute.SMILE.ordinal()] = -0.125;

    assertArrayEquals(expected, truth.effects(SCENE.image().towards("old"), rule), 1e-6);
    expected[Attribute.GLASSES.ordinal()] = -0.5;
    expected[Attribute.SMILE.ordinal()] = 0.125;
    assertArrayEquals(expected, truth.effects(SCENE.image().towards("young"), rule), 1e-6);
  }

  @Test
  void effects_handed_out_cannot_be_spoilt() {
    Rule rule = new Rule(Attribute.GLASSES, s -> s.shown(Attribute.GLASSES));
    truth.effects(GLASSES, rule)[0] = 99;

    assertEquals(0, truth.effects(GLASSES, rule)[0]);
    assertEquals(16, rule.pictures());
  }

  @Test
  void searching_ahead_tells_how_far_it_is() {
    Rule already = new Rule(Attribute.GLASSES, scene -> 1);
    List<String> heard = new ArrayList<>();

    truth.search(
        Queries.of(GLASSES), already, (done, total, note) -> heard.add(done + "/" + total));

    assertEquals(List.of("0/1", "1/1"), heard);
    truth.modelTruth(GLASSES, already);
    assertEquals(1, already.pictures());
  }

  @Test
  void searching_ahead_refuses_foreign_pictures_before_it_starts() {
    Rule already = new Rule(Attribute.GLASSES, scene -> 1);
    Queries queries = Queries.of(GLASSES, GLASSES.factual().named("photo").towards("glasses"));

    assertThrows(
        IllegalArgumentException.class,
        () -> truth.search(queries, already, (done, total, note) -> {}));
    assertEquals(0, already.pictures());
  }

  @Test
  void an_interrupted_thread_stops_before_the_next_search() {
    Rule never = new Rule(Attribute.GLASSES, scene -> 0);
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> truth.modelTruth(GLASSES, never));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(0, never.pictures());
  }
}
