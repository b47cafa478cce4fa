package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.answers;
import static io.otherwise.experiment.Toys.joined;
import static io.otherwise.experiment.Toys.many;
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
import io.otherwise.metric.Direction;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import io.otherwise.metric.Population;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import io.otherwise.show.Estimate;
import io.otherwise.show.PointChart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.Table;

class MetricTableTest {
  private static final Confidence CONFIDENCE = Confidence.higher();

  private static MetricTable two(Metric... metrics) {
    return MetricTable.of(metrics)
        .row("a", answers(.9, .8, .7, .2))
        .row("b", answers(.6, .6, .3, .1));
  }

  private static Share share() {
    return new Share(new AtomicInteger());
  }

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

  @Test
  void two_columns_become_a_chart_of_trade_offs() {
    PointChart chart = two(CONFIDENCE, share()).tradeOff("confidence", "FR");
    assertEquals("confidence \u2191", chart.xLabel());
    Estimate a = chart.series().get(0).points().get(0);
    assertEquals(.65, a.x(), 1e-7);
    assertEquals(Wilson.of(3, 4).low(), a.yLow());
    assertTrue(a.xLow() < .65 && a.xHigh() > .65);
    Confidence few = CONFIDENCE.named("valid").of(Population.VALID).atLeast(3);
    assertEquals(1, two(CONFIDENCE, few).tradeOff("confidence", "valid").series().size());
  }

  @Test
  void the_best_is_bold_and_a_tie_twice() {
    String html = two(CONFIDENCE).row("c", answers(.9, .8, .7, .2)).toHtml().html();
    assertEquals(3, html.split("<b>", -1).length, "two bold figures");
    assertTrue(html.contains("<b>0.650</b>"), html);
    String lower = two(CONFIDENCE.better(Direction.LOWER)).markdown();
    assertTrue(lower.contains("**0.400**") && !lower.contains("**0.650**"), lower);
  }

  @Test
  void descriptions_and_single_rows_have_no_best() {
    assertFalse(two(CONFIDENCE.better(Direction.NONE)).toHtml().html().contains("<b>"));
    assertFalse(
        MetricTable.of(CONFIDENCE).row("a", answers(.9, .8)).toHtml().html().contains("<b>"));
  }

  @Test
  void heads_have_arrow_population_and_the_common_n() {
    String text = two(CONFIDENCE.of(Population.VALID), share()).toString();
    assertTrue(text.contains("confidence \u2191, valid  "), text);
    assertTrue(text.contains("FR \u2191, all, n = 4"), text);
    assertTrue(text.contains("n = 3") && text.contains("n = 2"), text);
  }

  @Test
  void too_few_answers_withhold_a_figure() {
    MetricTable table = two(new Distance(2048, Population.ALL));
    assertTrue(table.toString().contains("withheld n = 4, needs 2048"), table.toString());
    assertTrue(table.table().doubleColumn("FD").isMissing(0));
    assertEquals(4, table.table().intColumn("FD n").get(0));
    assertFalse(table.toHtml().html().contains("<b>"));
  }

  @Test
  void a_floor_lets_it_be_shown() {
    MetricTable table = two(new Distance(2048, Population.ALL)).floor("FD", n -> 8.0 / n);
    assertTrue(table.toString().contains("floor 2.00"), table.toString());
    assertEquals(.25, table.table().doubleColumn("FD").get(0));
    assertEquals(2, table.table().doubleColumn("FD floor").get(1));
  }

  @Test
  void few_answers_are_ranked_only_against_as_many() {
    Distance all = new Distance(2048, Population.ALL);
    assertTrue(two(all).floor("FD", n -> 1).toHtml().html().contains("<b>"));
    Distance valid = new Distance(2048, Population.VALID);
    assertFalse(two(valid).floor("FD", n -> 1).toHtml().html().contains("<b>"));
    assertTrue(two(new Distance(1, Population.VALID)).toHtml().html().contains("<b>"));
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
  void reported_figures_stand_apart_as_printed_and_never_win() {
    MetricTable table =
        two(CONFIDENCE, share()).reported("paper", Map.of("confidence", 97.0, "FR", 99));
    String text = table.toString();
    int section = text.indexOf("Reported in papers");
    assertTrue(section > text.indexOf("\nb ") && section < text.indexOf("\npaper"), text);
    assertTrue(text.contains("97.0") && text.contains("99"), text);
    assertTrue(table.toHtml().html().contains("<b>0.650</b>"));
    Table figures = table.table();
    assertEquals(List.of("measured", "measured", "reported"), figures.column("kind").asList());
    assertEquals(97, figures.doubleColumn("confidence").get(2));
    assertTrue(figures.intColumn("FR n").isMissing(2));
  }

  @Test
  void reported_rows_may_lack_columns() {
    String text = two(CONFIDENCE, share()).reported("paper", Map.of("FR", 83.1)).toString();
    assertTrue(text.lines().anyMatch(l -> l.startsWith("paper") && l.contains("\u2013")), text);
  }

  @Test
  void ranks_are_averaged_over_columns_with_a_direction() {
    MetricTable table =
        two(
                CONFIDENCE,
                CONFIDENCE.named("doubt").better(Direction.LOWER),
                CONFIDENCE.named("score").better(Direction.NONE),
                share())
            .averageRank();
    Table figures = table.table();
    assertEquals(4 / 3.0, figures.doubleColumn("average rank").get(0), 1e-12);
    assertEquals(5 / 3.0, figures.doubleColumn("average rank").get(1), 1e-12);
    assertTrue(figures.doubleColumn("average rank low").get(0) >= 1);
    assertTrue(table.toHtml().html().contains("<b>1.33</b>"));
  }

  @Test
  void a_rank_that_every_resample_confirms_has_a_narrow_interval() {
    Table figures =
        MetricTable.of(CONFIDENCE)
            .row("a", many(40, .5, .4))
            .row("b", many(40, .55, .4))
            .averageRank()
            .table();
    assertEquals(2, figures.doubleColumn("average rank low").get(0));
    assertEquals(1, figures.doubleColumn("average rank high").get(1));
  }

  @Test
  void a_row_that_lacks_a_ranked_figure_has_no_average_rank() {
    Confidence few = CONFIDENCE.named("valid").of(Population.VALID).atLeast(3);
    Table figures = two(CONFIDENCE, few).averageRank().table();
    assertEquals(1, figures.doubleColumn("average rank").get(0));
    assertTrue(figures.doubleColumn("average rank").isMissing(1));
  }

  @Test
  void a_column_that_is_withheld_throughout_does_not_count_for_ranks() {
    Table figures = two(CONFIDENCE, new Distance(99, Population.ALL)).averageRank().table();
    assertEquals(1, figures.doubleColumn("average rank").get(0));
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
  void a_table_without_rows_says_so() {
    assertThrows(IllegalStateException.class, () -> MetricTable.of(CONFIDENCE).toHtml());
  }

  @Test
  void latex_has_rules_bold_and_comments() {
    String latex =
        two(CONFIDENCE, share()).reported("LDCE_cls (paper)", Map.of("FR", 83.1)).latex();
    assertTrue(latex.startsWith("% Brackets: 95 % intervals"), latex);
    assertTrue(latex.contains("\\begin{tabular}{lrr}\n\\toprule\n"), latex);
    assertTrue(latex.contains(" & confidence $\\uparrow$ & FR $\\uparrow$ \\\\\n"), latex);
    assertTrue(latex.contains("{\\scriptsize all, n = 4}"), latex);
    assertTrue(latex.contains("\\textbf{0.650} {\\scriptsize {[}"), latex);
    assertTrue(latex.contains("\\midrule\n\\multicolumn{3}{l}{\\emph{Reported"), latex);
    assertTrue(latex.contains("LDCE\\_cls (paper) & -- & 83.1 \\\\\n\\bottomrule"), latex);
  }

  @Test
  void markdown_is_githubs() {
    String markdown = two(CONFIDENCE).markdown();
    List<String> lines = markdown.lines().toList();
    assertEquals("|  | confidence \u2191<br>all, n = 4 |", lines.get(0));
    assertEquals("| :-- | --: |", lines.get(1));
    assertTrue(lines.get(2).startsWith("| a | **0.650** ["), lines.get(2));
    assertTrue(markdown.contains("Definitions: confidence, Nobody (2026)."), markdown);
  }

  @Test
  void csv_has_a_head_and_a_line_a_row() {
    List<String> lines = two(share()).csv().lines().toList();
    assertEquals("row,kind,FR,FR low,FR high,FR n,FR population", lines.get(0));
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("a,measured,0.75,"), lines.get(1));
  }

  @Test
  void every_answer_has_a_line_of_its_own() {
    Table each = two(CONFIDENCE.of(Population.VALID), share()).perImage();
    assertEquals(8, each.rowCount());
    assertEquals(
        List.of("row", "query", "target", "seed", "flipped", "confidence"), each.columnNames());
    assertEquals(.9, each.doubleColumn("confidence").get(0), 1e-7);
    assertTrue(each.doubleColumn("confidence").isMissing(3), "not in the population");
    assertEquals("toy/3:old", each.getString(7, "query"));
    assertEquals("b", each.getString(7, "row"));
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
