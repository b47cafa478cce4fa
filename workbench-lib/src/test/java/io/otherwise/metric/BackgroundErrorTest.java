package io.otherwise.metric;

import static io.otherwise.metric.MadeAnswers.answer;
import static io.otherwise.metric.MadeAnswers.answers;
import static io.otherwise.metric.MadeAnswers.grey;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import org.junit.jupiter.api.Test;

class BackgroundErrorTest {
  /** Left half 1, right half 0. */
  private static Image left(int height, int width) {
    float[] values = new float[Image.CHANNELS * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % width < width / 2 ? 1 : 0;
    }
    return Image.of("left", height, width, values);
  }

  private static Counterfactual moved(String id, double to, boolean flipped) {
    return answer(grey(id, 4, 4, .5), grey(id, 4, 4, to), flipped);
  }

  @Test
  void edits_inside_the_region_are_free() {
    Image before = grey("a", 4, 4, 0);

    assertEquals(0, BackgroundError.error(before, left(4, 4), left(4, 4)), 1e-15);
    assertEquals(0, BackgroundError.error(before, before, left(4, 4)), 1e-15);
  }

  @Test
  void outside_it_is_the_mean_square_over_background_values() {
    Image before = grey("a", 4, 4, .25);

    assertEquals(.25, BackgroundError.error(before, grey("b", 4, 4, .75), left(4, 4)), 1e-15);
    // Half of the values move by .75, half by .25.
    assertEquals(.3125, BackgroundError.error(before, left(4, 4), grey("none", 4, 4, 0)), 1e-15);
  }

  @Test
  void channels_are_averaged() {
    Image before = grey("a", 1, 1, 0);
    Image red = Image.of("red", 1, 1, new float[] {1, 0, 0});

    assertEquals(1.0 / 3, BackgroundError.error(before, red, before), 1e-15);
  }

  @Test
  void a_mask_at_the_latent_grid_covers_its_pixels() {
    Image before = grey("a", 8, 8, 0);
    Image after = left(8, 8);

    assertEquals(0, BackgroundError.error(before, after, left(2, 2)), 1e-15);
    assertEquals(.5, BackgroundError.error(before, after, grey("m", 2, 2, 0)), 1e-15);
  }

  @Test
  void one_half_counts_as_edited() {
    Image before = grey("a", 4, 4, 0);
    Image after = grey("b", 4, 4, 1);

    assertEquals(Double.NaN, BackgroundError.error(before, after, grey("m", 4, 4, .5)));
    assertEquals(1, BackgroundError.error(before, after, grey("m", 4, 4, .49)), 1e-15);
  }

  @Test
  void before_and_after_may_change_places() {
    Image a = grey("a", 4, 4, .125);
    Image b = left(4, 4);
    Image mask = left(2, 2);

    assertEquals(BackgroundError.error(a, b, mask), BackgroundError.error(b, a, mask), 1e-15);
  }

  @Test
  void one_number_an_answer_failures_included() {
    BackgroundError error = BackgroundError.outside(c -> left(4, 4));
    Counterfactuals two = answers(moved("a", 1, true), moved("b", .75, false));

    assertArrayEquals(new double[] {.25, .0625}, error.sample(two).values(), 1e-12);
    assertEquals(.25, error.population(Population.VALID).value(two), 1e-12);
  }

  @Test
  void its_interval_is_normal_and_answers_without_background_are_left_out() {
    BackgroundError error =
        BackgroundError.outside(c -> grey("m", 4, 4, c.query().id().equals("c:old") ? 1 : 0));
    Counterfactuals three = answers(moved("a", 1, true), moved("b", .5, true), moved("c", 0, true));

    NormalInterval interval = error.interval(three);

    assertEquals(2, interval.n());
    assertEquals(.125, interval.mean(), 1e-12);
    assertEquals(2, error.sample(three).defined());
    assertThrows(
        IllegalArgumentException.class, () -> error.interval(answers(moved("a", 1, true))));
  }

  @Test
  void the_mask_that_the_method_kept_may_be_the_region() {
    BackgroundError error = BackgroundError.outsideKeptMask();
    Counterfactual masked = moved("a", 1, true).keptMask(left(2, 2));

    assertEquals(.25, error.value(answers(masked)), 1e-12);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> error.value(answers(moved("b", 1, true))))
            .getMessage();
    assertTrue(message.contains("b:old"), message);
  }

  @Test
  void tables_learn_what_it_is() {
    BackgroundError error = BackgroundError.outsideKeptMask();

    assertEquals("L_bg", error.name());
    assertEquals(Direction.LOWER, error.direction());
    assertEquals("all", error.population().name());
  }
}
