package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.many;
import static io.otherwise.experiment.Toys.share;
import static io.otherwise.experiment.Toys.two;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.experiment.Toys.Distance;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Population;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Which figures a table ranks, and which it withholds. */
class MetricTableRanksTest {
  private static final Confidence CONFIDENCE = Confidence.higher();

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
}
