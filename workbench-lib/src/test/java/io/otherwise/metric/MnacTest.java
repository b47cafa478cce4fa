package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.answer;
import static io.otherwise.metric.MadeAnswers.pixel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.otherwise.explain.Counterfactuals;
import org.junit.jupiter.api.Test;

class MnacTest {
  private final Mnac mnac = new Mnac(MadeAnswers.COLOURS);
  private final Counterfactuals three =
      MadeAnswers.answers(
          answer(pixel("a", .1, .9, .2), pixel("a", .9, .1, .3), true),
          answer(pixel("b", .1, .1, .1), pixel("b", .9, .9, .9), false),
          answer(pixel("c", .6, .1, .1), pixel("c", .7, .4, .8), true));

  @Test
  void attributes_count_that_cross_one_half_either_way() {
    assertEquals(2, Mnac.changed(new double[] {.1, .9, .2}, new double[] {.9, .1, .3}));
    assertEquals(0, Mnac.changed(new double[] {.1, .9}, new double[] {.49, .51}));
  }

  @Test
  void one_half_itself_is_not_shown() {
    assertEquals(0, Mnac.changed(new double[] {.5}, new double[] {.1}));
    assertEquals(1, Mnac.changed(new double[] {.5}, new double[] {Math.nextUp(.5)}));
  }

  @Test
  void order_of_before_and_after_does_not_matter() {
    double[][] rows = MadeAnswers.uniform(5, 20, 8);

    for (int i = 1; i < rows.length; i++) {
      assertEquals(Mnac.changed(rows[i], rows[i - 1]), Mnac.changed(rows[i - 1], rows[i]));
      assertEquals(0, Mnac.changed(rows[i], rows[i]));
    }
  }

  @Test
  void only_answers_that_reached_their_target_are_read() {
    Values sample = mnac.sample(three);

    assertArrayEquals(new int[] {0, 2}, sample.positions());
    assertArrayEquals(new double[] {2, 1}, sample.values());
    assertEquals(1.5, mnac.value(three));
  }

  @Test
  void another_population_may_be_asked_for() {
    assertEquals(2, mnac.population(Population.ALL).value(three));
    assertEquals("all", mnac.population(Population.ALL).population().name());
  }

  @Test
  void no_answer_has_no_value() {
    assertEquals(Double.NaN, mnac.value(MadeAnswers.answers()));
  }

  @Test
  void unchanged_pictures_change_no_attribute() {
    Counterfactuals same =
        MadeAnswers.answers(answer(pixel("a", .1, .9, .2), pixel("b", .1, .9, .2), true));

    assertEquals(0, mnac.value(same));
  }

  @Test
  void tables_learn_what_it_is() {
    assertEquals("MNAC", mnac.name());
    assertEquals(Direction.LOWER, mnac.direction());
    assertEquals("valid", mnac.population().name());
  }
}
