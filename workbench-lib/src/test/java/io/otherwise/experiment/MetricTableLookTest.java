package io.otherwise.experiment;

import static io.otherwise.experiment.Toys.answers;
import static io.otherwise.experiment.Toys.share;
import static io.otherwise.experiment.Toys.two;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.explain.Image;
import io.otherwise.metric.Direction;
import io.otherwise.metric.FrechetPlus;
import io.otherwise.metric.Population;
import io.otherwise.metric.Wilson;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.show.Estimate;
import io.otherwise.show.PointChart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** How a table reads: on a page, in a paper and as data. */
class MetricTableLookTest {
  private static final Confidence CONFIDENCE = Confidence.higher();

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
  void a_mean_over_random_draws_says_how_far_they_lie_apart() {
    FeatureNetwork network = new Ids();
    FrechetPlus three = FrechetPlus.over(network, List.of(answers(.9, .8, .7, .6))).n(3);
    MetricTable table =
        MetricTable.of(three, CONFIDENCE)
            .row("four", answers(.9, .8, .7, .6))
            .row("three", answers(.9, .8, .7, .2))
            .floor(three.name(), n -> .5)
            .withoutResamples(three.name());

    double[] deviations = table.table().doubleColumn("FD+ ids deviation").asDoubleArray();
    assertTrue(deviations[0] > 0, "three of four are drawn differently");
    assertTrue(Double.isNaN(deviations[1]), "three of three can be drawn in one way");
    assertEquals(1, table.toString().split("\u00b1 ", -1).length - 1, table.toString());
    assertTrue(table.notes().stream().anyMatch(n -> n.startsWith("\u00b1:")));
    assertFalse(table.table().columnNames().contains("confidence deviation"));
    assertFalse(two(CONFIDENCE).notes().toString().contains("\u00b1"));
  }

  /** One feature, the number at the end of a picture's id. */
  private static final class Ids implements FeatureNetwork {
    @Override
    public String name() {
      return "ids";
    }

    @Override
    public float[][] features(List<Image> images) {
      return images.stream()
          .map(i -> new float[] {Float.parseFloat(i.id().substring(4))})
          .toArray(float[][]::new);
    }
  }
}
