package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.ModelTruth;
import io.otherwise.world.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A classifier of age that looks at the glasses alone: the two truths disagree about it. */
class TruthDistancesTest {
  private static final Scene YOUNG = Truthful.plain(11);
  private static final Image FACTUAL = YOUNG.image();
  private static final Image GLASSES = YOUNG.with(Attribute.GLASSES, 1).image();
  private static final Image OLD = YOUNG.with(Attribute.AGE, 0.9).image();

  private static final Rule SHORTCUT =
      new Rule(Attribute.AGE, scene -> scene.shown(Attribute.GLASSES) > 0.5 ? 0.9 : 0.1);

  // One search for all tests: it renders a hundred pictures.
  private static final KnownTruth TRUTH = KnownTruth.of(FaceWorld.v1());

  private final ModelTruthDistance model = new ModelTruthDistance(TRUTH, SHORTCUT);
  private final WorldTruthDistance world = new WorldTruthDistance(TRUTH);

  private static Counterfactuals old(Image... edited) {
    return new Counterfactuals(
        List.of(edited).stream().map(e -> Truthful.answer(FACTUAL, "old", e)).toList());
  }

  private static double meanAbsolute(Image a, Image b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      sum += Math.abs((double) a.values()[i] - b.values()[i]) / a.values().length;
    }
    return sum;
  }

  @Test
  void putting_the_glasses_on_is_right_by_the_model_and_wrong_by_the_world() {
    assertEquals(0, model.value(old(GLASSES)));
    assertTrue(world.value(old(GLASSES)) > world.value(old(FACTUAL)));
  }

  @Test
  void ageing_the_face_is_right_by_the_world_and_wrong_by_the_model() {
    assertEquals(0, world.value(old(OLD)));
    assertTrue(model.value(old(OLD)) > model.value(old(FACTUAL)));
  }

  @Test
  void no_edit_lies_as_far_away_as_the_truth_is() {
    PixelDistance l1 = PixelDistance.L1;
    assertEquals(l1.between(FACTUAL, OLD), world.value(old(FACTUAL)), 1e-15);
    ModelTruth found = TRUTH.modelTruth(old(OLD).get(0).query(), SHORTCUT).orElseThrow();
    double nearest =
        found.members().stream().mapToDouble(m -> l1.between(FACTUAL, m.image())).min().orElse(9);
    assertEquals(nearest, model.value(old(FACTUAL)), 1e-15);
    assertTrue(nearest <= l1.between(FACTUAL, GLASSES));
  }

  @Test
  void the_default_is_the_mean_absolute_difference() {
    Image dotted = Truthful.dotted(GLASSES, 60, 60, 0.3f);
    assertEquals(0.3 * 3 / (3 * 64 * 64), model.value(old(dotted)), 1e-8);
    assertEquals(meanAbsolute(OLD, GLASSES), PixelDistance.L1.between(OLD, GLASSES), 1e-12);
  }

  @Test
  void the_other_distance_is_the_one_members_are_sorted_by() {
    Counterfactuals answers = old(OLD);
    ModelTruth found = TRUTH.modelTruth(answers.get(0).query(), SHORTCUT).orElseThrow();

    double l2 = model.distance(PixelDistance.L2).value(answers);

    assertEquals(found.distance(OLD), l2, 1e-5);
    assertEquals(
        PixelDistance.L2.between(OLD, FACTUAL),
        world.distance(PixelDistance.L2).value(old(FACTUAL)),
        1e-12);
  }

  @Test
  void one_number_an_answer_and_their_mean() {
    Values values = world.sample(old(OLD, FACTUAL, GLASSES));

    assertEquals(3, values.size());
    assertEquals(0, values.values()[0]);
    assertEquals((values.values()[1] + values.values()[2]) / 3, values.value(), 1e-15);
    assertEquals(values.values()[2], values.value(2, 2));
  }

  @Test
  void what_is_the_target_already_has_no_model_truth() {
    Image wearing = YOUNG.with(Attribute.GLASSES, 1).image();
    Counterfactual there = Truthful.answer(wearing, "old", wearing);
    Counterfactual asked = Truthful.answer(FACTUAL, "old", GLASSES);

    Values values = model.sample(Truthful.answers(there, asked));

    assertTrue(Double.isNaN(values.values()[0]));
    assertEquals(1, values.defined());
    assertEquals(0, values.value());
  }

  @Test
  void a_mind_that_nothing_changes_has_no_distance() {
    ModelTruth empty = new ModelTruth(YOUNG, 0, List.of(), 80);
    assertTrue(Double.isNaN(ModelTruthDistance.nearest(empty, OLD, PixelDistance.L1)));
  }

  @Test
  void the_population_decides_which_answers_are_read() {
    Population none = Population.where("none", c -> false);
    Population first = Population.where("edited to glasses", c -> c.edited().equals(GLASSES));

    assertTrue(Double.isNaN(world.population(none).value(old(OLD))));
    assertEquals(0, model.population(first).value(old(OLD, GLASSES)));
    assertEquals("all", model.population().name());
  }

  @Test
  void tables_that_sort_by_name_put_model_truth_first() {
    assertTrue(model.name().compareTo(world.name()) < 0);
    assertFalse(model.name().equals(model.distance(PixelDistance.L2).name()));
    assertEquals(Direction.LOWER, model.direction());
    assertEquals(Direction.LOWER, world.direction());
  }

  @Test
  void a_foreign_picture_among_the_answers_is_refused_before_any_search() {
    Rule fresh = new Rule(Attribute.AGE, scene -> 0.1);
    Image photo = FACTUAL.named("photo.png");
    Counterfactuals mixed = Truthful.answers(old(OLD).get(0), Truthful.answer(photo, "old", photo));

    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ModelTruthDistance(FaceWorld.v1(), fresh).sample(mixed));
    assertTrue(refused.getMessage().contains("photo.png"));
    assertEquals(0, fresh.pictures());
    assertThrows(IllegalArgumentException.class, () -> world.sample(mixed));
  }

  @Test
  void pictures_of_two_sizes_have_no_distance() {
    Image small = YOUNG.render(32);
    for (PixelDistance distance : PixelDistance.values()) {
      assertThrows(IllegalArgumentException.class, () -> distance.between(small, OLD));
    }
  }
}
