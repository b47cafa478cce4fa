package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** A classifier of age that looks at the glasses alone. */
class ModelTruthDirectionTest {
  private static final Scene YOUNG = Truthful.plain(11);
  private static final Image FACTUAL = YOUNG.image();
  private static final Image GLASSES = YOUNG.with(Attribute.GLASSES, 1).image();
  private static final Image OLD = YOUNG.with(Attribute.AGE, 0.9).image();

  private static final Rule SHORTCUT =
      new Rule(Attribute.AGE, scene -> scene.shown(Attribute.GLASSES) > 0.5 ? 0.9 : 0.1);

  // One search for all tests: it renders a hundred pictures.
  private static final KnownTruth TRUTH = KnownTruth.of(FaceWorld.v1());

  private final ModelTruthDirection way = new ModelTruthDirection(TRUTH, SHORTCUT);

  private static Counterfactuals old(Image... edited) {
    return new Counterfactuals(
        List.of(edited).stream().map(e -> Truthful.answer(FACTUAL, "old", e)).toList());
  }

  /** The edit towards a picture, made smaller. */
  private static Image scaled(Image to, float factor) {
    float[] from = FACTUAL.values();
    float[] values = to.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = from[i] + factor * (values[i] - from[i]);
    }
    return Image.of("scaled", 64, 64, values);
  }

  /** Values up and down in turn by as little as an attack may. */
  private static Image noise() {
    float[] values = FACTUAL.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += (i % 2 == 0 ? 1 : -1) * 8 / 255f;
    }
    return Image.of("noise", 64, 64, values);
  }

  @Test
  void a_member_of_model_truth_goes_its_way() {
    assertEquals(1, way.value(old(GLASSES)), 1e-12);
  }

  @Test
  void the_size_of_the_edit_does_not_matter() {
    assertEquals(1, way.value(old(scaled(GLASSES, 0.25f))), 1e-6);
    assertEquals(1, way.value(old(scaled(GLASSES, 0.75f))), 1e-6);
  }

  @Test
  void noise_goes_nowhere_although_it_ends_near() {
    assertEquals(0, way.value(old(noise())), 0.05);
    ModelTruthDistance near = new ModelTruthDistance(TRUTH, SHORTCUT);
    assertTrue(near.value(old(noise())) < near.value(old(OLD)));
  }

  @Test
  void what_the_classifier_does_not_look_at_is_another_way() {
    assertTrue(way.value(old(OLD)) < 0.5, "" + way.value(old(OLD)));
  }

  @Test
  void no_edit_has_no_direction_and_leaves_the_mean() {
    Values values = way.sample(old(FACTUAL, GLASSES));
    assertTrue(Double.isNaN(values.values()[0]));
    assertEquals(1, values.defined());
    assertEquals(1, values.value(), 1e-12);
  }

  @Test
  void without_truth_there_is_no_direction() {
    Image wearing = YOUNG.with(Attribute.GLASSES, 1).image();
    Counterfactual there = Truthful.answer(wearing, "old", OLD);
    assertTrue(Double.isNaN(way.value(Truthful.answers(there))));
    ModelTruth empty = new ModelTruth(YOUNG, 0, List.of(), 80);
    assertTrue(Double.isNaN(ModelTruthDirection.closest(empty, FACTUAL, OLD)));
  }

  @Test
  void the_population_decides_which_answers_are_read() {
    Population first = Population.where("edited to glasses", c -> c.edited().equals(GLASSES));
    assertEquals(1, way.population(first).value(old(OLD, GLASSES)), 1e-12);
    assertEquals(Direction.HIGHER, way.direction());
  }

  @Test
  void an_edit_keeps_the_size() {
    ModelTruth found = TRUTH.modelTruth(old(OLD).get(0).query(), SHORTCUT).orElseThrow();
    Image small = YOUNG.render(32);
    assertThrows(
        IllegalArgumentException.class, () -> ModelTruthDirection.closest(found, FACTUAL, small));
  }
}
