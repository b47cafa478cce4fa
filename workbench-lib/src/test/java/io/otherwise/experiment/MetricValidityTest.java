package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.answers;
import static io.otherwise.experiment.Toys.joined;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.MetricValidity.Arrow;
import io.otherwise.experiment.MetricValidity.Row;
import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Direction;
import io.otherwise.metric.PairMetric;
import io.otherwise.metric.Population;
import io.otherwise.metric.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Answers are p(target) after; the yardstick takes it for the truth. */
class MetricValidityTest {
  private static final Confidence TRUTH = Confidence.higher().named("truth");

  /** Any number an answer. */
  private record Reading(
      String name,
      Direction direction,
      Population population,
      ToDoubleFunction<Counterfactual> reading)
      implements PairMetric {
    Reading(String name, Direction direction, ToDoubleFunction<Counterfactual> reading) {
      this(name, direction, Population.ALL, reading);
    }

    @Override
    public String citation() {
      return "Nobody (2026)";
    }

    @Override
    public Values sample(Counterfactuals answers) {
      return Values.of(answers, population, reading);
    }
  }

  private static double p(Counterfactual c) {
    return c.targetAfter();
  }

  private static int query(Counterfactual c) {
    return Integer.parseInt(c.factual().id().substring("toy/".length()));
  }

  private static final Reading SQUARE = new Reading("square", Direction.HIGHER, c -> p(c) * p(c));
  private static final Reading LEFT = new Reading("left", Direction.LOWER, c -> 1 - p(c));
  private static final Reading WRONG = new Reading("wrong", Direction.LOWER, c -> p(c));
  private static final Reading CONSTANT = new Reading("constant", Direction.HIGHER, c -> 1);

  private static MetricTable rows(MetricTable table) {
    return table
        .row("a", answers(.9, .8, .95, .7, .9, .9))
        .row("b", answers(.7, .6, .8, .65, .8, .8))
        .row("c", answers(.6, .55, .7, .3, .7, .6));
  }

  private static Row row(PairMetric metric) {
    return rows(MetricTable.of(TRUTH, metric)).validity(TRUTH).of(metric);
  }

  private static String refusal(Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    return message;
  }

  @Test
  void what_orders_as_the_truth_does_survives() {
    Row row = row(SQUARE);
    assertEquals(1, row.withinImage().rho(), 1e-12);
    assertEquals(1, row.perImage().rho(), 1e-12);
    assertEquals(1, row.perMethod().rho(), 1e-12);
    assertEquals(1, row.withinImage().interval().orElseThrow().low(), 1e-12);
    assertEquals(Arrow.SURVIVES, row.arrow());
  }

  @Test
  void everything_is_counted() {
    Row row = row(SQUARE);
    assertEquals(6, row.withinImage().n());
    assertEquals(18, row.perImage().n());
    assertEquals(3, row.perMethod().n());
  }

  @Test
  void both_sides_are_turned_by_their_arrows() {
    assertEquals(1, row(LEFT).withinImage().rho(), 1e-12);
    Reading near = new Reading("near", Direction.LOWER, c -> -p(c));
    MetricValidity validity = rows(MetricTable.of(near, SQUARE)).validity(near);
    assertEquals(1, validity.of(SQUARE).perMethod().rho(), 1e-12);
  }

  @Test
  void an_arrow_that_points_away_is_reversed() {
    Row row = row(WRONG);
    assertEquals(-1, row.withinImage().rho(), 1e-12);
    assertEquals(-1, row.perMethod().rho(), 1e-12);
    assertEquals(Arrow.REVERSED, row.arrow());
  }

  @Test
  void hard_pictures_may_hide_what_happens_within_each() {
    // Larger by far on the later pictures, and the wrong way round on each of them.
    Reading mixed = new Reading("mixed", Direction.HIGHER, c -> 10 * query(c) - p(c));
    MetricTable table =
        MetricTable.of(TRUTH, mixed)
            .row("a", answers(.15, .3, .45, .6, .75, .9))
            .row("b", answers(.1, .25, .4, .55, .7, .85))
            .row("c", answers(.05, .2, .35, .5, .65, .8));
    Row row = table.validity(TRUTH).of(mixed);
    assertEquals(-1, row.withinImage().rho(), 1e-12);
    assertTrue(row.perImage().rho() > .7, "per image " + row.perImage().rho());
    assertEquals(Arrow.REVERSED, row.arrow());
  }

  @Test
  void only_answers_that_both_read_are_compared() {
    Confidence valid = TRUTH.of(Population.VALID);
    MetricValidity validity = rows(MetricTable.of(valid, SQUARE)).validity(valid);
    // The fourth answer of c did not flip, which leaves two to its picture: no order.
    assertEquals(17, validity.of(SQUARE).perImage().n());
    assertEquals(5, validity.of(SQUARE).withinImage().n());
    assertEquals(Arrow.OPEN, validity.of(SQUARE).arrow());
    assertEquals("valid", validity.population());
  }

  @Test
  void a_constant_orders_nothing_and_comes_last() {
    MetricValidity validity = rows(MetricTable.of(CONSTANT, WRONG, TRUTH, SQUARE)).validity(TRUTH);
    assertEquals(
        List.of("square", "wrong", "constant"), validity.rows().stream().map(Row::title).toList());
    assertEquals(Arrow.SILENT, validity.of(CONSTANT).arrow());
    assertEquals(Optional.empty(), validity.of(CONSTANT).perMethod().interval());
    assertEquals(List.of("square"), validity.titles(Arrow.SURVIVES));
  }

  @Test
  void a_rank_correlation_that_changes_sign_from_picture_to_picture_is_open() {
    Reading moody = new Reading("moody", Direction.HIGHER, c -> query(c) % 2 == 0 ? p(c) : -p(c));
    Row row = row(moody);
    assertEquals(0, row.withinImage().rho(), 1e-12);
    assertEquals(Arrow.OPEN, row.arrow());
  }

  @Test
  void a_metric_of_sets_is_ranked_over_methods_alone() {
    Toys.Distance distance = new Toys.Distance(1, Population.VALID);
    MetricTable table =
        MetricTable.of(TRUTH, distance)
            .row("a", answers(.9, .9, .9, .9))
            .row("b", answers(.8, .8, .8, .1))
            .row("c", answers(.7, .7, .1, .1));
    Row row = table.validity(TRUTH).of(distance);
    assertEquals(Arrow.SILENT, row.arrow());
    assertEquals(0, row.perImage().n());
    assertEquals(1, row.perMethod().rho(), 1e-12);
  }

  @Test
  void a_withheld_figure_ranks_no_method() {
    Toys.Distance distance = new Toys.Distance(30, Population.ALL);
    Row row = rows(MetricTable.of(TRUTH, distance)).validity(TRUTH).of(distance);
    assertEquals(0, row.perMethod().n());
    assertTrue(Double.isNaN(row.perMethod().rho()));
  }

  @Test
  void two_methods_have_no_order() {
    MetricTable table =
        MetricTable.of(TRUTH, SQUARE).row("a", answers(.9, .8)).row("b", answers(.7, .6));
    Row row = table.validity(TRUTH).of(SQUARE);
    assertTrue(Double.isNaN(row.withinImage().rho()));
    assertTrue(Double.isNaN(row.perMethod().rho()));
    assertEquals(1, row.perImage().rho(), 1e-12);
  }

  @Test
  void answers_under_several_seeds_stand_side_by_side() {
    MetricTable table =
        MetricTable.of(TRUTH, SQUARE)
            .row("a", joined(answers(.9, .8), answers(.7, .6)))
            .row("b", joined(answers(.5, .4), answers(.3, .2)));
    Row row = table.validity(TRUTH).of(SQUARE);
    assertEquals(8, row.perImage().n());
    assertEquals(2, row.withinImage().n());
    assertEquals(1, row.withinImage().rho(), 1e-12);
  }

  @Test
  void one_picture_has_no_interval() {
    MetricTable table =
        MetricTable.of(TRUTH, SQUARE)
            .row("a", answers(.9))
            .row("b", answers(.7))
            .row("c", answers(.5));
    Row row = table.validity(TRUTH).of(SQUARE);
    assertEquals(1, row.withinImage().rho(), 1e-12);
    assertEquals(Optional.empty(), row.withinImage().interval());
    assertEquals(Arrow.OPEN, row.arrow());
  }

  @Test
  void what_has_no_direction_is_left_out() {
    Confidence none = Confidence.higher().better(Direction.NONE);
    MetricValidity validity = rows(MetricTable.of(TRUTH, none, SQUARE)).validity(TRUTH);
    assertEquals(1, validity.rows().size());
    refusal(() -> validity.of(none));
    refusal(() -> rows(MetricTable.of(TRUTH, none)).validity(none));
  }

  @Test
  void a_yardstick_is_a_column() {
    String message = refusal(() -> rows(MetricTable.of(TRUTH)).validity(SQUARE));
    assertTrue(message.contains("square over all answers"), message);
  }

  @Test
  void the_table_says_how_to_read_it() {
    String words = rows(MetricTable.of(TRUTH, SQUARE, LEFT)).validity(TRUTH).toString();
    assertTrue(words.contains("Rank correlation with: truth, all"), words);
    assertTrue(words.contains("square \u2191"), words);
    assertTrue(words.contains("left \u2193"), words);
    assertTrue(words.contains("survives"), words);
    assertTrue(words.contains("n = 18"), words);
  }
}
