package io.otherwise.show;

import static io.otherwise.show.Answers.answer;
import static io.otherwise.show.Answers.ending;
import static io.otherwise.show.Answers.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.StepRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeStepsTest {
  private static Counterfactual pictured(int index, int steps, int every) {
    List<StepRecord> trace =
        IntStream.range(0, steps)
            .mapToObj(i -> new StepRecord(i, 10 * (steps - i), i / 20.0, 1, thumbnail(i, every)))
            .toList();
    return answer(index, .9).trace(trace);
  }

  private static Optional<Image> thumbnail(int step, int every) {
    return step % every == 0 ? Optional.of(plain(8, .5f)) : Optional.empty();
  }

  private static Counterfactuals both(Counterfactual... answers) {
    return new Counterfactuals(List.of(answers));
  }

  @Test
  void quantiles_lie_behind_the_first_answers() {
    List<LineChart.Line> lines = Charts.timeSteps(ending(.2, .4, .6, .8, .9)).curves().lines();
    assertEquals(4 + 1 + 3, lines.size());
    assertEquals(.24, lines.get(0).points().get(2).y(), 1e-12);
    assertEquals(.88, lines.get(3).points().get(2).y(), 1e-12);
    assertEquals("median", lines.get(4).name());
    assertEquals(.6, lines.get(4).points().get(2).y(), 1e-12);
    assertEquals(LineChart.Look.MAIN, lines.get(5).look());
    assertEquals(.2, lines.get(5).points().get(2).y(), 1e-12);
    assertEquals("A: 0", lines.get(5).name());
  }

  @Test
  void fewer_answers_than_examples_are_all_drawn() {
    assertEquals(4 + 1 + 2, Charts.timeSteps(ending(.2, .9)).curves().lines().size());
  }

  @Test
  void one_answer_alone_is_one_curve_unless_no_example_is_wanted() {
    assertEquals(
        List.of("A: 0"),
        Charts.timeSteps(ending(.9)).curves().lines().stream().map(LineChart.Line::name).toList());
    assertEquals(4 + 1, TimeSteps.of(ending(.9), 0).curves().lines().size());
  }

  @Test
  void without_thumbnails_there_are_curves_alone() {
    TimeSteps steps = Charts.timeSteps(ending(.2, .9));
    assertTrue(steps.pictures().isEmpty());
    assertEquals(steps.curves().toHtml(), steps.toHtml());
    assertEquals(1400, Image.decode("png", steps.png()).width());
  }

  @Test
  void thumbnails_stand_below_with_step_and_probability() {
    ImageGrid grid = Charts.timeSteps(both(pictured(0, 5, 2))).pictures().orElseThrow();
    assertEquals(List.of("0 (50)", "2 (30)", "4 (10)"), grid.columns());
    ImageGrid.Row row = grid.rows().get(0);
    assertEquals("A: faces/test/0", row.caption());
    assertEquals(
        List.of("0.000", "0.100", "0.200"), row.tiles().stream().map(Tile::caption).toList());
  }

  @Test
  void of_many_steps_eight_are_shown_with_the_first_and_the_last() {
    ImageGrid grid = Charts.timeSteps(both(pictured(0, 20, 1))).pictures().orElseThrow();
    assertEquals(8, grid.columns().size());
    assertEquals("0 (200)", grid.columns().get(0));
    assertEquals("19 (10)", grid.columns().get(7));
    assertEquals(8, grid.columns().stream().distinct().count());
  }

  @Test
  void an_example_without_a_picture_at_a_step_has_a_blank_there() {
    ImageGrid grid =
        Charts.timeSteps(both(pictured(0, 3, 1), pictured(1, 3, 2))).pictures().orElseThrow();
    assertTrue(grid.rows().get(1).tiles().get(1).image().isEmpty());
    assertTrue(grid.rows().get(1).tiles().get(2).image().isPresent());
  }

  @Test
  void a_method_that_only_counts_its_steps_has_no_timesteps_to_name() {
    List<StepRecord> counted =
        IntStream.of(1, 2).mapToObj(i -> new StepRecord(i, i, .5, 1, thumbnail(0, 1))).toList();
    TimeSteps steps = Charts.timeSteps(both(answer(0, .9).trace(counted)));
    assertEquals(List.of("1", "2"), steps.pictures().orElseThrow().columns());
    assertEquals("step", steps.curves().xLabel());
    assertEquals("step (timestep)", Charts.timeSteps(ending(.2)).curves().xLabel());
  }

  @Test
  void one_picture_holds_curves_and_strip() {
    TimeSteps steps = Charts.timeSteps(both(pictured(0, 3, 1)));
    Image png = Image.decode("png", steps.png());
    assertTrue(png.height() > 720 + 128, "height " + png.height());
    assertTrue(steps.svg().contains("<svg"));
    assertTrue(steps.toHtml().html().contains("<table"));
  }

  @Test
  void answers_without_curves_and_too_many_examples_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> Charts.timeSteps(both(answer(0))));
    Counterfactuals some = ending(.2, .9);
    assertThrows(IllegalArgumentException.class, () -> TimeSteps.of(some, 7));
    assertThrows(IllegalArgumentException.class, () -> TimeSteps.of(some, -1));
  }
}
