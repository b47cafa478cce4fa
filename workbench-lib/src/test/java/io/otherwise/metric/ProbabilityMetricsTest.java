package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Confidence.Reading;
import org.junit.jupiter.api.Test;

/** BKL and confidence. */
class ProbabilityMetricsTest {
  private static final Counterfactuals ANSWERS = PairAnswers.endings(.75, .125, .5, .25);

  @Test
  void bkl_is_what_is_missing_to_certainty_of_the_target() {
    assertEquals(.25, Bkl.of(.75));
    assertEquals(0, Bkl.of(1));
    assertEquals(1, Bkl.of(0));
  }

  @Test
  void bkl_reads_the_valid_answers() {
    Values sample = new Bkl().sample(ANSWERS);

    assertArrayEquals(new int[] {0, 2}, sample.positions());
    assertArrayEquals(new double[] {.25, .5}, sample.values());
  }

  @Test
  void bkl_of_failures_alone_is_not_a_number() {
    assertTrue(Double.isNaN(new Bkl().value(PairAnswers.endings(.1, .2))));
  }

  @Test
  void confidence_is_the_probability_of_the_target() {
    assertArrayEquals(new double[] {.75, .125, .5, .25}, new Confidence().sample(ANSWERS).values());
  }

  @Test
  void bkl_and_confidence_of_one_population_add_up_to_one() {
    double bkl = new Bkl().population(Population.ALL).value(ANSWERS);

    assertEquals(1, bkl + new Confidence().value(ANSWERS), 1e-12);
  }

  @Test
  void colas_confidence_is_high_where_the_image_never_left_its_class() {
    Confidence cola = new Confidence().compat(Reading.MAXIMUM);

    assertArrayEquals(new double[] {.75, .875, .5, .75}, cola.sample(ANSWERS).values());
    assertTrue(cola.value(ANSWERS) > new Confidence().value(ANSWERS));
  }

  @Test
  void the_largest_probability_is_found_wherever_it_stands() {
    assertEquals(.7, Reading.MAXIMUM.of(new double[] {.1, .7, .2}, 0));
    assertEquals(.2, Reading.TARGET.of(new double[] {.1, .7, .2}, 2));
  }

  @Test
  void order_does_not_matter() {
    Counterfactuals reversed = PairAnswers.reversed(ANSWERS);

    assertEquals(new Bkl().value(ANSWERS), new Bkl().value(reversed), 1e-15);
    assertEquals(new Confidence().value(ANSWERS), new Confidence().value(reversed), 1e-15);
  }

  @Test
  void they_know_which_way_is_better() {
    assertEquals(Direction.LOWER, new Bkl().direction());
    assertEquals(Direction.HIGHER, new Confidence().direction());
    assertNotEquals(new Confidence().name(), new Confidence().compat(Reading.MAXIMUM).name());
  }

  @Test
  void means_have_no_interval_in_closed_form() {
    assertTrue(new Bkl().sample(ANSWERS).interval().isEmpty());
    assertTrue(new Confidence().sample(ANSWERS).interval().isEmpty());
  }
}
