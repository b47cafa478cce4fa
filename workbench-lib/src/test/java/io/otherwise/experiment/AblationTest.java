package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.metric.FlipRatio;
import io.otherwise.metric.LpDistance;
import io.otherwise.metric.Population;
import io.otherwise.metric.Wilson;
import io.otherwise.show.Estimate;
import io.otherwise.show.PointChart;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Curves and rows made from the runs of a sweep. */
class AblationTest {
  private final Queries queries = Painter.queries(6);

  @TempDir Path folder;
  private RunStore store;

  @BeforeEach
  void open() {
    store = RunStore.at(folder.resolve("store"));
  }

  private Runs run(Sweep<Painter> sweep) {
    return store.run(sweep, Painter::on, queries, Painter.session(), Progress.NONE);
  }

  private static Sweep<Painter> strengths() {
    return Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .6, .1, .3);
  }

  @Test
  void a_curve_runs_over_an_axis_in_ascending_order_with_intervals() {
    Runs runs = run(strengths());

    PointChart chart = runs.ablation("strength", LpDistance.meanAbsolute());

    assertEquals("strength", chart.xLabel());
    assertEquals("mean absolute error ↓", chart.yLabel());
    PointChart.Series only = chart.series().get(0);
    assertEquals("Painter", only.name());
    assertEquals(List.of(.1, .3, .6), only.points().stream().map(Estimate::x).toList());
    Estimate middle = only.points().get(1);
    Counterfactuals answers = runs.where("strength", .3).answers();
    assertEquals(LpDistance.meanAbsolute().value(answers), middle.y());
    assertTrue(middle.yLow() < middle.y() && middle.y() < middle.yHigh(), middle.toString());
  }

  @Test
  void a_share_has_wilsons_interval() {
    Runs runs = run(strengths());

    Estimate first = runs.ablation("strength", new FlipRatio()).series().get(0).points().get(0);

    int flips = (int) Math.round(6 * runs.where("strength", .1).answers().flipRatio());
    assertEquals(Wilson.of(flips, 6).low(), first.yLow());
    assertEquals(Wilson.of(flips, 6).high(), first.yHigh());
  }

  @Test
  void other_axes_give_a_curve_each_and_seeds_are_taken_together() {
    Runs runs = run(strengths().vary("strokes", Painter::strokes, 1, 2).seeds(0, 1));

    PointChart chart = runs.ablation("strength", Confidence.higher());

    assertEquals(
        List.of("strokes 1", "strokes 2"),
        chart.series().stream().map(PointChart.Series::name).toList());
    Counterfactuals both = runs.where("strength", .6).where("strokes", 2).answers();
    assertEquals(12, both.size());
    assertEquals(Confidence.higher().value(both), chart.series().get(1).points().get(2).y());
  }

  @Test
  void points_without_a_value_are_left_out() {
    Population none = Population.where("none", c -> false);
    Runs runs = run(strengths());

    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> runs.ablation("strength", Confidence.higher().of(none)))
            .getMessage();

    assertTrue(message.contains("confidence has no value on these 3 runs"), message);
  }

  @Test
  void an_axis_of_words_and_an_unknown_one_are_refused() {
    Runs runs = run(Sweep.presets(Map.of("soft", Painter.SOFT, "hard", Painter.SOFT.strength(.9))));

    String words =
        assertThrows(
                IllegalArgumentException.class, () -> runs.ablation("Painter", Confidence.higher()))
            .getMessage();
    assertTrue(words.contains("Painter has the value hard"), words);
    assertTrue(words.contains("rows(runs)"), words);
    assertThrows(
        IllegalArgumentException.class, () -> runs.ablation("colour", Confidence.higher()));
  }

  @Test
  void presets_stand_side_by_side_in_a_table() {
    Map<String, Painter> presets =
        Map.of("world", Painter.SOFT.strength(.9), "paper", Painter.SOFT);
    Runs runs = run(Sweep.presets(presets));

    var table = MetricTable.of(Confidence.higher()).rows(runs).table();

    assertEquals(List.of("Painter paper", "Painter world"), table.stringColumn("row").asList());
    assertEquals(
        Confidence.higher().value(runs.where("Painter", "world").answers()),
        table.doubleColumn("confidence").get(1));
  }

  @Test
  void presets_need_names() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Sweep.presets(Map.<String, Painter>of()))
            .getMessage();
    assertTrue(message.contains("put names and methods into a map"), message);
  }

  @Test
  void a_row_of_a_table_holds_all_seeds_of_a_setting() {
    Runs runs = run(strengths().seeds(0, 1));

    Map<String, Counterfactuals> rows = runs.bySetting();

    assertEquals(
        List.of("strength 0.6", "strength 0.1", "strength 0.3"), List.copyOf(rows.keySet()));
    assertEquals(runs.where("strength", .1).answers(), rows.get("strength 0.1"));
    assertEquals(12, rows.get("strength 0.3").size());
    assertEquals(
        List.copyOf(rows.keySet()),
        MetricTable.of(Confidence.higher()).rows(runs).table().stringColumn("row").asList());
  }
}
