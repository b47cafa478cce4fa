package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Quality;
import io.otherwise.model.Classifier;
import io.otherwise.model.ClosedForm;
import io.otherwise.model.HeapClassifier;
import io.otherwise.training.L2Attack;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierQualityTest {
  private final ClassifierQuality quality = ClassifierQuality.onTestScenes();

  /** Knows the age that the scene behind the picture has. */
  private final Classifier knowing =
      HeapClassifier.agesOf("rule", s -> s.label(Attribute.AGE) ? 0.9 : 0.1);

  /** Looks at the glasses alone. */
  private final Classifier leaning =
      HeapClassifier.agesOf("rule", s -> s.label(Attribute.GLASSES) ? 0.8 : 0.3);

  @Test
  void a_rule_that_knows_is_always_right_and_leans_on_nothing() {
    List<Quality> right = quality.accuracy(knowing, Attribute.AGE, Knobs.clean(), 20);
    assertEquals(1, right.get(0).value());
    assertEquals(1, right.get(1).value());
    assertEquals(20, right.get(1).n());
    assertTrue(right.get(1).low() < 0.9, "20 faces prove little");
    List<Quality> effect = quality.effect(knowing, Attribute.AGE, Attribute.GLASSES, 10);
    assertEquals(0, effect.get(0).value(), 1e-6);
    assertEquals(0, effect.get(1).value());
  }

  @Test
  void a_rule_that_leans_on_glasses_is_found_out() {
    List<Quality> effect = quality.effect(leaning, Attribute.AGE, Attribute.GLASSES, 10);
    assertEquals(0.5, effect.get(0).value(), 1e-6);
    assertEquals(1, effect.get(1).value());
    assertTrue(effect.get(0).figure().contains("do(glasses) on p(old)"));
    List<Quality> right = quality.accuracy(leaning, Attribute.AGE, Knobs.clean(), 40);
    assertTrue(right.get(1).value() < 0.8, right.toString());
  }

  @Test
  void ambiguous_faces_are_counted_apart() {
    List<Quality> right =
        quality.accuracy(knowing, Attribute.AGE, Knobs.shortcut(0.9).ambiguity(0.5), 40);
    assertTrue(right.get(0).n() < 35, right.toString());
    assertEquals(40, right.get(1).n());
  }

  @Test
  void a_strong_attack_misleads_on_every_face_and_one_of_no_strength_on_none() {
    // Old where the picture is bright: nothing an attack has to work for.
    Classifier brightness =
        new ClosedForm(
            "brightness",
            List.of("young", "old"),
            images -> images.mean(1, 2, 3).reshape(-1).minus(0.45).times(1000));
    double clean = quality.accuracy(brightness, Attribute.AGE, Knobs.clean(), 20).get(0).value();
    Quality weak = quality.attacked(brightness, Attribute.AGE, L2Attack.of(1e-5, 2), 20);
    Quality strong = quality.attacked(brightness, Attribute.AGE, L2Attack.of(60, 2), 20);

    assertTrue(clean > 0.1, "some faces are right by chance: " + clean);
    assertEquals(clean, weak.value(), 1e-9);
    assertEquals(0, strong.value());
    assertEquals(
        "accuracy of brightness under an L2 attack of radius 60.000 in 2 steps", strong.figure());
  }
}
