package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerScene;
import io.otherwise.world.flower.FlowerWorld;
import io.otherwise.world.flower.Trait;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** From a grey pixel; its colours are moved as a test says. */
class EditLikenessTest {
  private static final Image GREY = MadeAnswers.pixel("grey", .5, .5, .5);

  private static Image moved(double red, double green, double blue) {
    return MadeAnswers.pixel("moved", .5 + red, .5 + green, .5 + blue);
  }

  private static Counterfactual answer(Image edited, boolean flipped) {
    return MadeAnswers.answer(GREY, edited, flipped);
  }

  private static double like(Image intervention, Image edited) {
    return new EditLikeness("factor", q -> intervention).of(answer(edited, true));
  }

  @Test
  void the_same_direction_is_one_however_far_it_goes() {
    assertEquals(1, like(moved(.2, .1, 0), moved(.2, .1, 0)), 1e-6);
    assertEquals(1, like(moved(.2, .1, 0), moved(.02, .01, 0)), 1e-6);
  }

  @Test
  void the_other_way_round_is_minus_one_and_another_colour_is_nothing() {
    assertEquals(-1, like(moved(.2, .1, 0), moved(-.4, -.2, 0)), 1e-6);
    assertEquals(0, like(moved(.2, 0, 0), moved(0, 0, .3)), 1e-6);
  }

  @Test
  void it_is_the_cosine() {
    assertEquals(.6, like(moved(.3, 0, 0), moved(.3, .4, 0)), 1e-6);
  }

  @Test
  void what_changes_nothing_is_like_nothing() {
    assertEquals(0, like(GREY, moved(.1, 0, 0)));
    assertEquals(0, like(moved(.1, 0, 0), GREY));
  }

  @Test
  void the_intervention_is_asked_of_each_answers_own_query() {
    Function<Query, Image> brighter =
        q -> MadeAnswers.pixel("bright", q.factual().at(0, 0, 0) + .1, q.factual().at(1, 0, 0), 0);
    Counterfactual dark =
        MadeAnswers.answer(
            MadeAnswers.pixel("dark", .1, .1, 0), MadeAnswers.pixel("edited", .3, .1, 0), true);
    Counterfactual light =
        MadeAnswers.answer(
            MadeAnswers.pixel("light", .8, .1, 0), MadeAnswers.pixel("edited", .7, .1, 0), true);

    Values values = new EditLikeness("red", brighter).sample(MadeAnswers.answers(dark, light));

    assertEquals(1, values.values()[0], 1e-6);
    assertEquals(-1, values.values()[1], 1e-6);
    assertEquals(0, values.value(), 1e-6);
  }

  @Test
  void a_population_is_looked_at_alone() {
    Counterfactuals both =
        MadeAnswers.answers(answer(moved(.1, 0, 0), true), answer(moved(0, .1, 0), false));
    EditLikeness red = new EditLikeness("red", q -> moved(.2, 0, 0));

    assertEquals(.5, red.value(both), 1e-6);
    assertEquals(1, red.population(Population.VALID).value(both), 1e-6);
    assertEquals(red, red.population(Population.VALID).population(Population.ALL));
  }

  @Test
  void the_true_edit_of_a_trait_is_likest_that_trait() {
    FlowerScene scene = FlowerWorld.v1().scene(Split.TEST, 1).with(Trait.OPENNESS, .2);
    Counterfactual opened =
        MadeAnswers.answer(scene.image(), scene.with(Trait.OPENNESS, .6).image(), true);

    double own = ofTrait(scene, Trait.OPENNESS, opened);
    assertTrue(own > .5, "own " + own);
    for (Trait other : Trait.values()) {
      assertTrue(other == Trait.OPENNESS || ofTrait(scene, other, opened) < own, other.key());
    }
  }

  private static double ofTrait(FlowerScene scene, Trait trait, Counterfactual answer) {
    return new EditLikeness(trait.key(), q -> scene.usual(trait).image()).of(answer);
  }

  @Test
  void pictures_of_another_size_are_refused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> like(MadeAnswers.grey("large", 2, 2, .5), moved(.1, 0, 0)))
            .getMessage();
    assertTrue(message.contains("render the intervention as large"), message);
  }
}
