package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.answers;
import static io.otherwise.metric.MadeAnswers.pixel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import org.junit.jupiter.api.Test;

class AttributeChangeTest {
  private final AttributeChange change = new AttributeChange(MadeAnswers.COLOURS, "green", "old");

  private static Counterfactual answer(String target, Image factual, Image edited, float old) {
    return Counterfactual.of(
        factual.towards(target),
        edited,
        Scores.binary("young", "old", .1f),
        Scores.binary("young", "old", old));
  }

  private final Counterfactuals three =
      answers(
          answer("old", pixel("a", 0, .25, 0), pixel("x", 1, .75, 0), .9f),
          answer("young", pixel("b", 0, .75, 0), pixel("y", 0, .5, 1), .3f),
          answer("old", pixel("c", 0, .5, 0), pixel("z", 0, .25, 1), .2f));

  @Test
  void the_attribute_is_read_before_and_after() {
    assertEquals(.5, change.sample(three).values()[0], 1e-7);
    assertEquals(-.25, change.sample(three).values()[2], 1e-7);
  }

  @Test
  void answers_towards_another_class_count_the_other_way_round() {
    assertEquals(.25, change.sample(three).values()[1], 1e-7);
    AttributeChange turned = new AttributeChange(MadeAnswers.COLOURS, "green", "young");
    assertEquals(-change.value(three), turned.value(three), 1e-12);
  }

  @Test
  void other_attributes_do_not_matter() {
    AttributeChange red = new AttributeChange(MadeAnswers.COLOURS, "red", "old");
    assertArrayEquals(new double[] {1, 0, 0}, red.sample(three).values(), 1e-7);
  }

  @Test
  void a_population_may_be_asked_for() {
    Values valid = change.population(Population.VALID).sample(three);
    assertArrayEquals(new int[] {0, 1}, valid.positions());
    assertEquals(.375, valid.value(), 1e-7);
  }

  @Test
  void no_answer_has_no_value() {
    assertEquals(Double.NaN, change.value(answers()));
  }

  @Test
  void an_attribute_that_nobody_reads_is_refused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new AttributeChange(MadeAnswers.COLOURS, "gren", "old"))
            .getMessage();
    assertTrue(message.contains("did you mean green"), message);
  }
}
