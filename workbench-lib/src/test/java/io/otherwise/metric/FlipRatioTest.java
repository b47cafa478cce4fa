package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Scores;
import io.otherwise.metric.FlipRatio.Aim;
import io.otherwise.metric.FlipRatio.Tie;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlipRatioTest {
  private static final FlipRatio ABOVE = new FlipRatio().compat(Tie.ABOVE);

  private static Counterfactual among(String target, String label, float... after) {
    List<String> classes = List.of("a", "b", "c");
    return Counterfactual.of(
        PairAnswers.plain(.5).towards(target).trueLabel(label),
        PairAnswers.plain(.5),
        new Scores(classes, new float[] {1, 0, 0}),
        new Scores(classes, after));
  }

  @Test
  void failures_count() {
    Values sample = new FlipRatio().sample(PairAnswers.endings(.9, .1, .8, .2));

    assertArrayEquals(new double[] {1, 0, 1, 0}, sample.values());
    assertEquals(.5, sample.value());
  }

  @Test
  void it_agrees_with_what_the_answers_say_of_themselves() {
    Counterfactuals answers = PairAnswers.endings(.9, .1, .5, .49, .51);

    assertEquals(answers.flipRatio(), new FlipRatio().value(answers));
  }

  @Test
  void its_interval_is_wilsons() {
    Interval interval =
        new FlipRatio().sample(PairAnswers.endings(.9, .1, .8, .2)).interval().orElseThrow();

    assertEquals(Wilson.of(2, 4).low(), interval.low());
    assertEquals(Wilson.of(2, 4).high(), interval.high());
  }

  @Test
  void a_logit_of_zero_is_positive_unless_the_reference_says_above() {
    Counterfactuals onTheBoundary = PairAnswers.endings(.5);

    assertEquals(1, new FlipRatio().value(onTheBoundary));
    assertEquals(0, ABOVE.value(onTheBoundary));
  }

  @Test
  void on_the_boundary_the_negative_target_is_reached_where_the_positive_one_is_not() {
    Counterfactual towardsDark =
        Counterfactual.of(
            PairAnswers.plain(.9).towards("dark"),
            PairAnswers.plain(.5),
            Scores.binary("dark", "bright", .9f),
            Scores.binary("dark", "bright", .5f));

    assertFalse(new FlipRatio().reached(towardsDark));
    assertTrue(ABOVE.reached(towardsDark));
  }

  @Test
  void off_the_boundary_both_rules_agree() {
    for (double p : new double[] {0, .1, .499, .501, .9, 1}) {
      Counterfactual answer = PairAnswers.ending(p);
      assertEquals(new FlipRatio().reached(answer), ABOVE.reached(answer), "p = " + p);
    }
  }

  @Test
  void the_rule_does_not_touch_three_classes() {
    Counterfactual tied = among("c", "a", .2f, .4f, .4f);

    assertTrue(new FlipRatio().reached(tied));
    assertTrue(ABOVE.reached(tied));
  }

  @Test
  void untargeted_is_any_class_but_the_label() {
    FlipRatio away = new FlipRatio().aim(Aim.AWAY);

    assertTrue(away.reached(among("c", "a", .1f, .8f, .1f)));
    assertFalse(new FlipRatio().reached(among("c", "a", .1f, .8f, .1f)));
    assertFalse(away.reached(among("c", "a", .8f, .1f, .1f)));
  }

  @Test
  void untargeted_without_a_label_is_refused() {
    Counterfactual unlabelled =
        Counterfactual.of(
            PairAnswers.plain(.1).towards("bright"),
            PairAnswers.plain(.9),
            Scores.binary("dark", "bright", .1f),
            Scores.binary("dark", "bright", .9f));
    Counterfactuals answers = new Counterfactuals(List.of(unlabelled));
    FlipRatio away = new FlipRatio().aim(Aim.AWAY);

    String message =
        assertThrows(IllegalArgumentException.class, () -> away.sample(answers)).getMessage();

    assertTrue(message.contains(unlabelled.query().id()), message);
  }

  @Test
  void it_reads_its_population_alone_and_remembers_where_it_stood() {
    Population evenBrightness = Population.where("light", c -> c.targetAfter() > .3);
    Values sample =
        new FlipRatio().population(evenBrightness).sample(PairAnswers.endings(.1, .4, .2, .9));

    assertArrayEquals(new int[] {1, 3}, sample.positions());
    assertEquals(.5, sample.value());
  }

  @Test
  void order_does_not_matter() {
    Counterfactuals answers = PairAnswers.endings(.9, .1, .5, .6, .2);

    assertEquals(
        new FlipRatio().value(answers), new FlipRatio().value(PairAnswers.reversed(answers)));
  }

  @Test
  void no_answer_has_no_ratio() {
    assertTrue(Double.isNaN(new FlipRatio().value(PairAnswers.endings())));
  }

  @Test
  void names_tell_the_modes_apart() {
    assertEquals("FR", new FlipRatio().name());
    assertEquals("FR (logit > 0)", ABOVE.name());
    assertEquals("untargeted FR", new FlipRatio().aim(Aim.AWAY).name());
    assertEquals(Direction.HIGHER, new FlipRatio().direction());
    assertEquals(Population.ALL, new FlipRatio().population());
  }

  @Test
  void a_mode_changes_itself_alone() {
    FlipRatio changed =
        new FlipRatio().aim(Aim.AWAY).compat(Tie.ABOVE).population(Population.VALID);

    assertEquals(new FlipRatio(Aim.AWAY, Tie.ABOVE, Population.VALID), changed);
    assertEquals("untargeted FR (logit > 0)", changed.name());
  }
}
