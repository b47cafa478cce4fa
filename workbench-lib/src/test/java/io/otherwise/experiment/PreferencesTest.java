package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.answers;
import static io.otherwise.experiment.Toys.joined;
import static io.otherwise.experiment.Toys.many;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Preferences.Preference;
import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Metric;
import io.otherwise.metric.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PreferencesTest {
  private static final Confidence HIGHER = Confidence.higher();
  private static final Confidence LOWER =
      Confidence.higher().named("doubt").better(Direction.LOWER);

  private static MetricTable two(Metric... metrics) {
    return MetricTable.of(metrics)
        .row("true", answers(.9, .8, .7, .6))
        .row("false", answers(.6, .8, .9, .1));
  }

  private static Preference preference(Metric metric) {
    return two(metric).preferences("true", "false").of(metric, "false");
  }

  private static String refusal(Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    return message;
  }

  @Test
  void images_are_won_tied_and_lost() {
    Preference one = preference(HIGHER);
    assertEquals(2, one.won());
    assertEquals(1, one.tied());
    assertEquals(1, one.lost());
    assertEquals(4, one.n());
    assertEquals(.75, one.right(), 1e-7);
    assertEquals(.6, one.wrong(), 1e-7);
    assertTrue(one.prefersRight());
    assertFalse(one.prefersWrong());
  }

  @Test
  void the_arrow_decides_who_wins() {
    Preference one = preference(LOWER);
    assertEquals(1, one.won());
    assertEquals(1, one.tied());
    assertEquals(2, one.lost());
    assertTrue(one.prefersWrong());
    assertFalse(one.prefersRight());
  }

  @Test
  void a_tie_prefers_nobody() {
    Preference self =
        MetricTable.of(HIGHER)
            .row("a", answers(.9, .8))
            .row("b", answers(.9, .8))
            .preferences("a", "b")
            .of(HIGHER, "b");
    assertEquals(2, self.tied());
    assertFalse(self.prefersRight() || self.prefersWrong());
  }

  @Test
  void only_images_with_both_figures_are_counted() {
    Preference one = preference(HIGHER.of(Population.VALID));
    assertEquals(3, one.n());
  }

  @Test
  void several_answers_to_an_image_are_averaged() {
    Preference one =
        MetricTable.of(HIGHER)
            .row("true", joined(answers(.9, .2), answers(.7, .4)))
            .row("false", answers(.75, .35))
            .preferences("true", "false")
            .of(HIGHER, "false");
    assertEquals(1, one.won());
    assertEquals(1, one.lost());
  }

  @Test
  void differences_are_those_of_the_table() {
    MetricTable table =
        MetricTable.of(HIGHER).row("a", many(40, .55, .4)).row("b", many(40, .5, .4));
    RowDifference difference = table.preferences("a", "b").of(HIGHER, "b").difference();
    assertEquals(table.difference("a", "b", "confidence"), difference);
    assertTrue(difference.clear());
  }

  @Test
  void a_metric_of_sets_prefers_a_row_as_a_whole() {
    Toys.Distance distance = new Toys.Distance(1, Population.VALID);
    Preferences all = two(HIGHER, distance).preferences("true", "false");
    Preference one = all.of(distance, "false");
    assertEquals(0, one.n());
    assertTrue(one.prefersRight());
    assertTrue(all.toString().contains("as a set"), all.toString());
  }

  @Test
  void every_wrong_row_has_a_column() {
    Preferences all =
        two(HIGHER, LOWER)
            .row("other", answers(.1, .1, .1, .1))
            .preferences("true", "false", "other");
    assertEquals(4, all.of(HIGHER, "other").won());
    String words = all.toString();
    assertTrue(words.contains("prefers: true"), words);
    assertTrue(words.contains("to false") && words.contains("to other"), words);
    assertTrue(words.contains("2 of 4, 1 tied"), words);
    assertTrue(words.contains("doubt \u2193"), words);
  }

  @Test
  void what_is_not_there_is_refused() {
    assertTrue(
        refusal(() -> two(HIGHER).preferences("true", "fals"))
            .contains("there is no fals; did you mean"));
    assertTrue(
        refusal(() -> two(HIGHER).preferences("tru", "false"))
            .contains("there is no tru; did you mean"));
    Preferences all = two(HIGHER).preferences("true", "false");
    assertTrue(refusal(() -> all.of(HIGHER, "fals")).contains("there is no fals; did you mean"));
    refusal(() -> all.of(LOWER, "false"));
  }
}
