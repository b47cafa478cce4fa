package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.many;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.experiment.Verdict.Answer;
import io.otherwise.metric.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ClaimsTest {
  private static final Confidence P = Confidence.higher().named("p");
  private static final Claims CLAIMS =
      Claims.of(
          MetricTable.of(P)
              .row("high", many(20, .7, .2))
              .row("low", many(20, .3, .2))
              .row("like low", many(20, .3, .2)));

  private static String refusal(Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    return message;
  }

  @Test
  void what_is_clear_agrees() {
    Verdict verdict = CLAIMS.larger("p", "high", "low").verdict();
    assertEquals(Answer.AGREES, verdict.answer());
    assertTrue(verdict.toString().startsWith("Agrees: p of high less low +0.400 ["), verdict + "");
    assertEquals(Answer.AGREES, CLAIMS.smaller("p", "low", "high").verdict().answer());
  }

  @Test
  void one_clear_contradiction_disagrees() {
    Claims both = CLAIMS.larger("p", "high", "low").smaller("p", "high", "like low");
    assertEquals(Answer.DISAGREES, both.verdict().answer());
    assertEquals(Answer.DISAGREES, CLAIMS.larger("p", "low", "high").verdict().answer());
  }

  @Test
  void what_is_not_clear_confirms_nothing() {
    Verdict verdict = CLAIMS.larger("p", "high", "low").larger("p", "low", "like low").verdict();
    assertEquals(Answer.NOT_TESTABLE, verdict.answer());
    assertTrue(verdict.reason().contains("+0.4") && verdict.reason().contains("not clear"));
  }

  @Test
  void a_contradiction_counts_beside_what_is_open() {
    Claims both = CLAIMS.larger("p", "low", "like low").larger("p", "low", "high");
    assertEquals(Answer.DISAGREES, both.verdict().answer());
  }

  @Test
  void several_rows_are_compared_at_once() {
    Claims all = CLAIMS.larger("p", "high", "low", "like low");
    assertEquals(2, all.parts().size());
    assertEquals(Answer.AGREES, all.verdict().answer());
  }

  @Test
  void a_handful_of_answers_decides_nothing() {
    Claims few =
        Claims.of(MetricTable.of(P).row("high", many(9, .7, .1)).row("low", many(9, .3, .1)));
    Verdict verdict = few.larger("p", "high", "low").verdict();
    assertEquals(Answer.NOT_TESTABLE, verdict.answer());
    assertTrue(verdict.reason().endsWith("n = 9 is too few"), verdict.reason());
  }

  @Test
  void a_row_without_a_figure_is_open() {
    Confidence valid = P.of(Population.VALID);
    Claims none =
        Claims.of(MetricTable.of(valid).row("high", many(20, .8, .1)).row("low", many(20, .2, .1)));
    Verdict verdict = none.larger("p", "high", "low").verdict();
    assertEquals("Not testable: p of high less low no figure, n = 0 is too few.", verdict + "");
  }

  @Test
  void rows_and_columns_that_are_not_there_are_refused() {
    refusal(() -> CLAIMS.larger("p", "hgh", "low").verdict());
    refusal(() -> CLAIMS.larger("q", "high", "low").verdict());
    assertTrue(refusal(() -> CLAIMS.verdict()).contains("larger"));
  }

  @Test
  void a_margin_asks_for_more_than_a_difference() {
    assertEquals(Answer.AGREES, CLAIMS.largerBy(.3, "p", "high", "low").verdict().answer());
    assertEquals(Answer.DISAGREES, CLAIMS.largerBy(.5, "p", "high", "low").verdict().answer());
    assertEquals(Answer.DISAGREES, CLAIMS.largerBy(.3, "p", "low", "like low").verdict().answer());
    assertThrows(IllegalArgumentException.class, () -> CLAIMS.largerBy(0, "p", "high", "low"));
  }

  @Test
  void a_small_margin_is_not_refuted_by_a_few_equal_answers() {
    // Of 20 equal pairs 3 / 20 may have been missed.
    Claims small = CLAIMS.largerBy(.1, "p", "low", "like low");
    assertEquals(Answer.NOT_TESTABLE, small.verdict().answer());
    assertEquals(Answer.DISAGREES, CLAIMS.largerBy(.15, "p", "low", "like low").verdict().answer());
  }

  @Test
  void equal_asks_for_an_interval_within_the_margin() {
    Claims alike = CLAIMS.equal(.15, "p", "low", "like low");
    assertEquals(Answer.AGREES, alike.verdict().answer());
    assertTrue(alike.verdict().reason().contains("asked is less than 0.15"), alike.verdict() + "");
    assertEquals(Answer.DISAGREES, CLAIMS.equal(.15, "p", "low", "high").verdict().answer());
    assertEquals(Answer.DISAGREES, CLAIMS.equal(.15, "p", "high", "low").verdict().answer());
    assertThrows(IllegalArgumentException.class, () -> CLAIMS.equal(0, "p", "high", "low"));
  }

  @Test
  void equal_within_little_is_not_confirmed_by_a_few_answers_nor_by_a_wide_interval() {
    // Of 20 equal pairs 3 / 20 may have been missed.
    Verdict few = CLAIMS.equal(.1, "p", "low", "like low").verdict();
    assertEquals(Answer.NOT_TESTABLE, few.answer());
    assertTrue(few.reason().contains("which 20 answers cannot confirm"), few.reason());
    assertEquals(Answer.NOT_TESTABLE, CLAIMS.equal(.4, "p", "high", "low").verdict().answer());
  }
}
