package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Verdict.Answer;
import io.otherwise.metric.Repeats;
import io.otherwise.metric.Values;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void the_sentence_begins_with_the_answer() {
    assertEquals(
        "Agrees: rho is -0.83 (n = 12).", Verdict.of(true, "rho is %.2f (n = %d)", -.83, 12) + "");
    assertEquals("Disagrees: 3 of 4.", Verdict.of(false, "%d of %d", 3, 4).toString());
    assertEquals(
        "Not testable: no network.", Verdict.notTestable("no network").toHtml().text().strip());
  }

  @Test
  void numbers_have_a_point_on_every_machine() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("Agrees: 0.5.", Verdict.of(true, "%.1f", .5).toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_verdict_without_values_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Verdict.notTestable(" "));
  }

  @Test
  void most_is_more_than_chance() {
    assertEquals("Agrees: in 6 of 6 images it is red.", Verdict.most(6, 6, "it is red") + "");
    assertEquals(Answer.DISAGREES, Verdict.most(1, 12, "it is red").answer());
    assertEquals(Answer.NOT_TESTABLE, Verdict.most(5, 8, "it is red").answer());
    assertEquals(Answer.NOT_TESTABLE, Verdict.most(3, 3, "it is red").answer());
    assertEquals(Answer.NOT_TESTABLE, Verdict.most(0, 0, "it is red").answer());
  }

  @Test
  void means_over_draws_are_told_apart_by_their_deviations() {
    Repeats high = new Repeats(new double[] {9, 10, 11});
    Repeats low = new Repeats(new double[] {7, 7, 7});
    assertEquals(
        "Agrees: FID+ of a and b are 10.00 \u00b1 1.0 and 7.000 \u00b1 0.0.",
        Verdict.larger("FID+ of a and b", high, low) + "");
    assertEquals(Answer.DISAGREES, Verdict.larger("FID+", low, high).answer());
    Repeats near = new Repeats(new double[] {8, 9, 10});
    assertEquals(Answer.NOT_TESTABLE, Verdict.larger("FID+", high, near).answer());
    Repeats none = new Repeats(new double[] {Double.NaN});
    assertEquals(Answer.NOT_TESTABLE, Verdict.larger("FID+", high, none).answer());
  }

  @Test
  void a_single_draw_is_given_the_deviation_of_the_other_figure() {
    Repeats high = new Repeats(new double[] {9, 10, 11});

    assertEquals(Answer.AGREES, Verdict.larger("FID+", high, single(7.9)).answer());
    assertEquals(Answer.NOT_TESTABLE, Verdict.larger("FID+", high, single(8.1)).answer());
    assertEquals(Answer.NOT_TESTABLE, Verdict.larger("FID+", single(9), single(1)).answer());
    assertEquals(
        "Agrees: FID+ are 10.00 \u00b1 1.0 and 7.900.",
        Verdict.larger("FID+", high, single(7.9)).toString());
  }

  @Test
  void means_over_the_same_answers_are_told_apart_by_their_paired_difference() {
    double[] noise = IntStream.range(0, 20).mapToDouble(i -> Math.sin(3 * i)).toArray();
    Values low = values(i -> noise[i], 20);
    Values high = values(i -> noise[i] + .1, 20);

    String words = Verdict.larger("ratio", high, low).toString();
    assertEquals(Answer.AGREES, Verdict.larger("ratio", high, low).answer());
    assertEquals(Answer.DISAGREES, Verdict.larger("ratio", low, high).answer());
    assertTrue(words.contains("n = 20, apart by [0.100, 0.100]"), words);
    Values mixed = values(i -> noise[i] + (i % 2 == 0 ? 1 : -1), 20);
    assertEquals(Answer.NOT_TESTABLE, Verdict.larger("ratio", mixed, low).answer());
  }

  @Test
  void few_answers_decide_nothing() {
    Verdict few = Verdict.larger("ratio", values(i -> 1, 9), values(i -> 0, 9));

    assertEquals("Not testable: ratio: 1.000 and 0.000, n = 9, fewer than 10.", few.toString());
    Values undefined = values(i -> i < 9 ? 1 : Double.NaN, 12);
    assertEquals(
        Answer.NOT_TESTABLE, Verdict.larger("ratio", undefined, values(i -> 0, 12)).answer());
  }

  private static Values values(IntToDoubleFunction at, int n) {
    return new Values(
        IntStream.range(0, n).toArray(), IntStream.range(0, n).mapToDouble(at).toArray());
  }

  @Test
  void figures_are_alike_where_two_deviations_of_each_meet() {
    Repeats one = new Repeats(new double[] {9, 10, 11});
    assertEquals(
        Answer.AGREES, Verdict.alike("d", one, new Repeats(new double[] {13, 14, 15})).answer());
    assertEquals(
        Answer.DISAGREES, Verdict.alike("d", one, new Repeats(new double[] {14, 15, 16})).answer());
    assertEquals(Answer.AGREES, Verdict.alike("d", one, single(14)).answer());
    assertEquals(Answer.NOT_TESTABLE, Verdict.alike("d", single(1), single(1)).answer());
  }

  private static Repeats single(double value) {
    return new Repeats(new double[] {value});
  }
}
