package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.metric.CausalEffect.Effect;
import io.otherwise.metric.CausalEffect.Revealed;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausalEffectTest {
  private static final FaceWorld WORLD = FaceWorld.v1();
  private static final KnownTruth TRUTH = KnownTruth.of(WORLD);

  /** For what went through float32: a classifier's scores and what a reader says of 0.1 or 0.6. */
  private static final double FLOAT32 = 1e-6;

  /** A classifier of age that leans on the glasses more than on the age, and on nothing else. */
  private static final Rule LEANING =
      new Rule(
          Attribute.AGE, s -> 0.25 * s.shown(Attribute.AGE) + 0.5 * s.shown(Attribute.GLASSES));

  /** Reads off a picture what its scene shows. */
  private static final AttributeProbabilities KNOWING =
      new AttributeProbabilities(
          "knowing",
          Arrays.stream(Attribute.values()).map(Attribute::key).toList(),
          images -> images.stream().map(CausalEffectTest::shown).toArray(float[][]::new));

  private static float[] shown(Image image) {
    Scene scene = WORLD.scene(image.id());
    float[] row = new float[Attribute.values().length];
    for (int a = 0; a < row.length; a++) {
      row[a] = (float) scene.shown(Attribute.values()[a]);
    }
    return row;
  }

  private final CausalEffect metric = new CausalEffect(TRUTH, LEANING, KNOWING);

  /** Two faces, each edited in the same way. */
  private static Counterfactuals edited(String target, Map<Attribute, Double> edits) {
    List<Counterfactual> answers = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      Scene scene = Truthful.plain(index).with(Attribute.BAGS, 0.5);
      Scene after = scene;
      for (var edit : edits.entrySet()) {
        after = after.with(edit.getKey(), edit.getValue());
      }
      answers.add(Truthful.answer(scene.image(), target, after.image()));
    }
    return new Counterfactuals(answers);
  }

  private static Counterfactuals faithful() {
    return edited("old", Map.of(Attribute.GLASSES, 1.0, Attribute.AGE, 0.6));
  }

  private static Effect of(List<Effect> effects, Attribute attribute) {
    return effects.stream().filter(e -> e.attribute() == attribute).findFirst().orElseThrow();
  }

  @Test
  void answers_that_change_what_the_classifier_looks_at_agree_fully() {
    assertEquals(1, metric.value(faithful()), 1e-12);
  }

  @Test
  void answers_that_change_it_the_wrong_way_disagree() {
    Counterfactuals astray =
        edited("old", Map.of(Attribute.AGE, 0.0, Attribute.SMILE, 1.0, Attribute.BAGS, 0.9));

    assertTrue(metric.value(astray) < 0, "value " + metric.value(astray));
  }

  @Test
  void both_effects_are_told_for_every_attribute() {
    List<Effect> effects = metric.effects(faithful());

    assertEquals(Attribute.values().length, effects.size());
    assertEquals(0.5, of(effects, Attribute.GLASSES).truth(), FLOAT32);
    assertEquals(1, of(effects, Attribute.GLASSES).revealed(), 1e-12);
    assertEquals(0.25, of(effects, Attribute.AGE).truth(), FLOAT32);
    assertEquals(0.5, of(effects, Attribute.AGE).revealed(), FLOAT32);
    assertEquals(0, of(effects, Attribute.HAIR).truth(), 1e-12);
    assertEquals(0, of(effects, Attribute.HAIR).revealed());
  }

  @Test
  void a_share_counts_attributes_that_appear_less_those_that_go() {
    CausalEffect share = metric.revealed(Revealed.SHARE);
    List<Effect> effects =
        share.effects(edited("old", Map.of(Attribute.AGE, 0.4, Attribute.GLASSES, 0.5)));

    assertEquals(0, of(effects, Attribute.AGE).revealed());
    assertEquals(1, of(effects, Attribute.GLASSES).revealed());
    Effect gone = of(share.effects(edited("old", Map.of(Attribute.BAGS, 0.0))), Attribute.BAGS);
    assertEquals(-1, gone.revealed());
    assertTrue(share.name().contains("share"));
  }

  @Test
  void each_target_is_averaged_for_itself() {
    List<Counterfactual> both = new ArrayList<>(faithful().all());
    // Towards young the same rule has the opposite effects.
    both.addAll(edited("young", Map.of(Attribute.AGE, 0.0)).all());
    List<Effect> effects = metric.effects(new Counterfactuals(both));

    assertEquals(2 * Attribute.values().length, effects.size());
    assertEquals("old", effects.get(0).target());
    assertEquals(0.5, of(effects, Attribute.GLASSES).truth(), FLOAT32);
    Effect young = effects.get(Attribute.values().length + Attribute.AGE.ordinal());
    assertEquals("young", young.target());
    assertEquals(Attribute.AGE, young.attribute());
    assertEquals(-0.25, young.truth(), FLOAT32);
    assertEquals(-0.1, young.revealed(), FLOAT32);
  }

  @Test
  void a_resample_averages_its_members_alone() {
    Counterfactual right = faithful().get(0);
    Counterfactual wrong = edited("old", Map.of(Attribute.SMILE, 1.0)).get(1);
    Sample sample = metric.sample(Truthful.answers(right, wrong));

    assertEquals(1, sample.value(0), 1e-12);
    assertEquals(1, sample.value(0, 0), 1e-12);
    assertTrue(sample.value(1) < 0, "value " + sample.value(1));
    assertTrue(sample.value() < 1 && sample.value() > sample.value(1));
    assertEquals(2, sample.size());
  }

  @Test
  void answers_that_change_nothing_have_no_rank() {
    assertTrue(Double.isNaN(metric.value(edited("old", Map.of()))));
    assertTrue(Double.isNaN(metric.value(new Counterfactuals(List.of()))));
  }

  @Test
  void the_truth_is_rendered_once() {
    Rule counting = new Rule(Attribute.AGE, s -> s.shown(Attribute.AGE));
    CausalEffect fresh = new CausalEffect(TRUTH, counting, KNOWING);
    Counterfactuals answers = faithful().take(1);
    fresh.value(answers);
    fresh.revealed(Revealed.SHARE).value(answers);

    assertEquals(2 * Attribute.values().length, counting.pictures());
  }

  @Test
  void a_reader_that_forgets_pictures_is_refused() {
    AttributeProbabilities forgetful =
        new AttributeProbabilities("forgetful", KNOWING.attributes(), images -> new float[0][]);
    CausalEffect broken = new CausalEffect(TRUTH, LEANING, forgetful);
    Counterfactuals answers = faithful();

    var refused = assertThrows(IllegalStateException.class, () -> broken.sample(answers));
    assertTrue(refused.getMessage().contains("gave 0 for 2 images"), refused.getMessage());
  }

  @Test
  void a_foreign_picture_is_refused() {
    Image photo = Truthful.plain(0).image().named("photo.png");
    Counterfactuals foreign = Truthful.answers(Truthful.answer(photo, "old", photo));

    var refused = assertThrows(IllegalArgumentException.class, () -> metric.sample(foreign));
    assertTrue(refused.getMessage().contains("photo.png"));
  }

  @Test
  void it_needs_enough_scenes_and_higher_is_better() {
    assertEquals(20, metric.minimum());
    assertEquals(Direction.HIGHER, metric.direction());
    assertEquals("valid", metric.population(Population.VALID).population().name());
  }

  @Test
  void a_foreign_picture_is_refused_before_any_picture_is_read() {
    Image photo = Truthful.plain(0).image().named("photo.png");
    AttributeProbabilities never =
        new AttributeProbabilities(
            "never",
            KNOWING.attributes(),
            images -> {
              throw new AssertionError("read");
            });
    CausalEffect fresh = new CausalEffect(TRUTH, LEANING, never);
    Counterfactuals mixed =
        Truthful.answers(faithful().get(0), Truthful.answer(photo, "old", photo));

    assertThrows(IllegalArgumentException.class, () -> fresh.sample(mixed));
  }
}
