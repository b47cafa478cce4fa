package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.answer;
import static io.otherwise.metric.MadeAnswers.answers;
import static io.otherwise.metric.MadeAnswers.pixel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import org.junit.jupiter.api.Test;

class TreatmentEffectTest {
  private static final Image GREY = pixel("grey", .5, .5, .5);

  @Test
  void p_of_the_target_before_is_taken_off() {
    Counterfactuals two = answers(answer(GREY, GREY, true), answer(GREY, GREY, false));
    assertArrayEquals(new double[] {.8, .1}, new TreatmentEffect().sample(two).values(), 1e-7);
    assertEquals(.45, new TreatmentEffect().value(two), 1e-7);
    assertEquals(.8, new TreatmentEffect(Population.VALID).value(two), 1e-7);
  }

  @Test
  void what_makes_the_target_less_likely_is_negative() {
    Counterfactual less =
        Counterfactual.of(
            GREY.towards("young"),
            GREY,
            Scores.binary("young", "old", .25f),
            Scores.binary("young", "old", .5f));
    assertEquals(-.25, TreatmentEffect.of(less), 1e-7);
  }

  @Test
  void an_intervention_on_scenes_is_measured_exactly() {
    Rule leaning = new Rule(Attribute.AGE, s -> .2 + .5 * s.shown(Attribute.GLASSES));
    Scene scene = FaceWorld.v1().scene(Split.TEST, 5).with("glasses", 0);
    Image worn = scene.with("glasses", 1).image();
    Counterfactual treated =
        Counterfactual.of(
            scene.image().towards("old"), worn, leaning.score(scene.image()), leaning.score(worn));
    assertEquals(.5, TreatmentEffect.of(treated), 1e-6);
  }
}
