package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopulationTest {
  /** Its label is dark; p(bright) before and after as given. */
  private static Counterfactual answer(double before, double after) {
    return Counterfactual.of(
        PairAnswers.plain(before).towards("bright").trueLabel("dark"),
        PairAnswers.plain(after),
        Scores.binary("dark", "bright", (float) before),
        Scores.binary("dark", "bright", (float) after));
  }

  private final Counterfactuals answers =
      new Counterfactuals(
          List.of(answer(.25, .9), answer(.75, .8), answer(.3, .2), answer(.6, .1)));

  @Test
  void each_takes_what_its_name_says() {
    assertArrayEquals(new int[] {0, 1, 2, 3}, Population.ALL.positions(answers));
    assertArrayEquals(new int[] {0, 1}, Population.VALID.positions(answers));
    assertArrayEquals(new int[] {0, 2}, Population.CORRECT_INPUT.positions(answers));
  }

  @Test
  void both_at_once_are_named_and_fewer() {
    Population both = Population.VALID.and(Population.CORRECT_INPUT);

    assertEquals("valid and correct input", both.name());
    assertArrayEquals(new int[] {0}, both.positions(answers));
    assertEquals(List.of(answers.get(0)), both.of(answers).all());
  }

  @Test
  void members_keep_their_order() {
    Population late = Population.where("late", c -> c.targetAfter() < .5);

    assertEquals(List.of(answers.get(2), answers.get(3)), late.of(answers).all());
    assertFalse(late.members().test(answers.get(0)));
    assertTrue(late.members().test(answers.get(3)));
  }

  @Test
  void correct_input_without_labels_is_refused_by_name() {
    Query unlabelled = PairAnswers.plain(.25).towards("bright");
    Counterfactuals one =
        new Counterfactuals(
            List.of(
                Counterfactual.of(
                    unlabelled,
                    PairAnswers.plain(.9),
                    Scores.binary("dark", "bright", .25f),
                    Scores.binary("dark", "bright", .9f))));

    String message =
        assertThrows(IllegalArgumentException.class, () -> Population.CORRECT_INPUT.positions(one))
            .getMessage();

    assertTrue(message.contains(unlabelled.id()), message);
    assertTrue(message.endsWith("give it by query.trueLabel(...)"), message);
  }
}
