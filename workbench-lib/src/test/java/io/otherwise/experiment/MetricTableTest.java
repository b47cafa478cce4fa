package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.answers;
import static io.otherwise.experiment.Toys.joined;
import static io.otherwise.experiment.Toys.many;
import static io.otherwise.experiment.Toys.share;
import static io.otherwise.experiment.Toys.two;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.experiment.Toys.Distance;
import io.otherwise.experiment.Toys.Share;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Bca;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Population;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.Table;

/** What a table measures, which intervals it gives, and what it refuses. */
class MetricTableTest {
  private static final Confidence CONFIDENCE = Confidence.higher();

  private static String refusal(Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    return message;
  }

  @Test
  void values_are_the_metrics_own() {
    Table table = two(share(), CONFIDENCE).table();
    assertEquals(List.of("a", "b"), table.stringColumn("row").asList());
    assertEquals(.75, table.doubleColumn("FR").get(0));
    assertEquals(.4, table.doubleColumn("confidence").get(1), 1e-7);
    assertEquals(4, table.intColumn("FR n").get(0));
    assertEquals("all", table.stringColumn("FR population").get(1));
  }

  @Test
  void a_closed_form_is_used_where_there_is_one() {
    Table table = two(share()).table();
    Wilson wilson = Wilson.of(3, 4);
    assertEquals(wilson.low(), table.doubleColumn("FR low").get(0));
    assertEquals(wilson.high(), table.doubleColumn("FR high").get(0));
  }

  @Test
  void otherwise_queries_are_resampled() {
    Table table = MetricTable.of(CONFIDENCE).row("a", many(100, .5, .4)).table();
    double low = table.doubleColumn("confidence low").get(0);
    double high = table.doubleColumn("confidence high").get(0);
    // Five values from .1 to .9: deviation .283, of the mean of 100 .0283.
    assertEquals(.5 - 1.96 * .0283, low, .01);
    assertEquals(.5 + 1.96 * .0283, high, .01);
  }

  @Test
  void resamples_depend_on_their_seed_alone() {
    MetricTable table = MetricTable.of(CONFIDENCE).row("a", many(30, .5, .4));
    MetricTable again = MetricTable.of(CONFIDENCE).row("a", many(30, .5, .4));
    assertEquals(table.csv(), again.csv());
    assertFalse(table.csv().equals(again.resamples(1000, Seed.seed(1)).csv()));
  }

  @Test
  void differences_are_taken_on_common_resamples() {
    // The rows overlap by far, but b is better by .05 on every query.
    MetricTable table =
        MetricTable.of(CONFIDENCE).row("a", many(40, .5, .4)).row("b", many(40, .55, .4));
    Table figures = table.table();
    assertTrue(
        figures.doubleColumn("confidence high").get(0)
            > figures.doubleColumn("confidence low").get(1));
    RowDifference difference = table.difference("b", "a", "confidence");
    assertEquals(.05, difference.value(), 1e-6);
    Interval interval = difference.interval().orElseThrow();
    assertEquals(.05, interval.low(), 1e-6);
    assertEquals(.05, interval.high(), 1e-6);
    assertTrue(difference.clear());
    assertEquals("+0.0500 [0.0500, 0.0500]", difference.toString());
    assertEquals(
        "+0.00 [0.00, 0.00], not clear", table.difference("a", "a", "confidence").toString());
    assertFalse(table.difference("a", "a", "confidence").clear());
  }

  @Test
  void rows_are_paired_by_query_whatever_their_order() {
    var forwards = many(40, .5, .4);
    var backwards = new ArrayList<>(many(40, .55, .4).all());
    Collections.reverse(backwards);
    RowDifference difference =
        MetricTable.of(CONFIDENCE)
            .row("a", forwards)
            .row("b", new Counterfactuals(backwards))
            .difference("b", "a", "confidence");
    assertEquals(.05, difference.interval().orElseThrow().low(), 1e-6);
  }

  @Test
  void answers_under_several_seeds_are_resampled_by_query() {
    var once = many(50, .5, .4);
    Table single = MetricTable.of(CONFIDENCE).row("a", once).table();
    Table triple = MetricTable.of(CONFIDENCE, share()).row("a", joined(once, once, once)).table();
    assertEquals(150, triple.intColumn("confidence n").get(0));
    assertEquals(
        single.doubleColumn("confidence low").get(0),
        triple.doubleColumn("confidence low").get(0),
        1e-12);
    Wilson pretended = Wilson.of(60, 150);
    double width = triple.doubleColumn("FR high").get(0) - triple.doubleColumn("FR low").get(0);
    assertTrue(width > 1.4 * (pretended.high() - pretended.low()), "width " + width);
  }

  /** Three seeds that agree say no more about other queries than one seed does. */
  @Test
  void a_share_of_all_answers_under_several_seeds_is_not_certain() {
    for (double after : new double[] {.9, .1}) {
      var once = many(20, after, .05);
      Table triple = MetricTable.of(share()).row("a", joined(once, once, once)).table();
      Wilson queries = Wilson.of(after > .5 ? 20 : 0, 20);
      assertEquals(queries.share(), triple.doubleColumn("FR").get(0));
      assertEquals(queries.low(), triple.doubleColumn("FR low").get(0), 1e-12);
      assertEquals(queries.high(), triple.doubleColumn("FR high").get(0), 1e-12);
    }
  }

  @Test
  void the_interval_of_a_set_metric_holds_its_value() {
    Table table =
        MetricTable.of(new Distance(1, Population.ALL)).row("a", many(40, .5, .4)).table();
    assertEquals(.025, table.doubleColumn("FD").get(0));
    assertTrue(table.doubleColumn("FD low").get(0) < .025);
    assertTrue(table.doubleColumn("FD high").get(0) > .025);
  }

  @Test
  void resampling_can_be_left_out() {
    Table table = two(new Distance(1, Population.ALL)).withoutResamples("FD").table();
    assertTrue(table.doubleColumn("FD low").isMissing(0));
    assertEquals(.25, table.doubleColumn("FD").get(0));
  }

  @Test
  void one_answer_has_no_interval() {
    Table table = MetricTable.of(CONFIDENCE).row("a", answers(.9)).table();
    assertTrue(table.doubleColumn("confidence low").isMissing(0));
  }

  @Test
  void a_table_looks_once() {
    Share share = share();
    MetricTable table = two(share);
    table.toHtml();
    table.csv();
    assertEquals(2, share.looks().get());
    MetricTable more = table.title("t").row("c", answers(.1, .1, .1, .1));
    more.latex();
    assertEquals(3, share.looks().get());
  }

  @Test
  void columns_of_one_name_are_told_apart_by_population() {
    MetricTable table = two(CONFIDENCE, CONFIDENCE.of(Population.VALID));
    assertEquals(.8, table.table().doubleColumn("confidence (valid)").get(0), 1e-7);
    table.reported("paper", Map.of("confidence (all)", 1));
    String twins = refusal(() -> MetricTable.of(CONFIDENCE, CONFIDENCE));
    assertTrue(twins.contains("confidence (all) occurs twice"), twins);
    assertTrue(refusal(MetricTable::of).contains("at least one column"));
  }

  @Test
  void other_queries_are_refused_in_one_sentence() {
    String message = refusal(() -> two(CONFIDENCE).row("c", answers(.9, .8, .7)));
    assertTrue(message.contains("a answers 4 and c answers 3"), message);
    refusal(() -> MetricTable.of(CONFIDENCE).row("none", answers()));
  }

  @Test
  void queries_used_for_tuning_are_refused_whenever_they_are_named() {
    Set<String> tuned = Set.of("toy/2:old");
    String late = refusal(() -> two(CONFIDENCE).tunedOn(tuned));
    assertTrue(late.contains("1 of its 4 answers") && late.contains("toy/2:old"), late);
    MetricTable table = MetricTable.of(CONFIDENCE).tunedOn(tuned);
    refusal(() -> table.row("a", answers(.9, .8, .7, .2)));
    table.row("a", answers(.9, .8));
  }

  @Test
  void names_must_be_new_or_known() {
    MetricTable table = two(CONFIDENCE);
    assertTrue(refusal(() -> table.row("a", answers(1, 1, 1, 1))).contains("a occurs twice"));
    assertTrue(refusal(() -> table.reported("b", Map.of())).contains("b occurs twice"));
    String near = refusal(() -> table.reported("paper", Map.of("confidenc", 1)));
    assertTrue(near.contains("did you mean confidence?"), near);
    refusal(() -> table.floor("FD", n -> 1));
    refusal(() -> table.difference("a", "z", "confidence"));
    refusal(() -> table.resamples(10, Seed.seed(0)));
  }

  @Test
  void a_mean_has_the_corrected_interval() {
    Counterfactuals answers = many(30, .5, .4);
    Values sample = CONFIDENCE.sample(answers);
    List<int[]> places = IntStream.range(0, 30).mapToObj(i -> new int[] {i}).toList();
    double[] draws = new PairedResamples(30, 1000, Seed.seed(0)).values(sample, places);
    double[] jackknife = PairedResamples.jackknife(sample, places);
    Interval expected = Bca.interval(sample.value(), draws, jackknife, .95).orElseThrow();

    Table table = MetricTable.of(CONFIDENCE).row("a", answers).table();

    assertEquals(expected.low(), table.doubleColumn("confidence low").get(0));
    assertEquals(expected.high(), table.doubleColumn("confidence high").get(0));
  }
}
