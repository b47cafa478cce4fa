package io.otherwise.show;

import static io.otherwise.show.Answers.count;
import static io.otherwise.show.Answers.ending;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterfactualSheetTest {
  private final Counterfactuals three = ending(.9, .3, .8);

  @Test
  void each_query_is_a_column_of_four_pictures() {
    String html = CounterfactualSheet.of(three).toHtml().html();
    assertEquals(12, count(html, "<img"));
    for (String row : List.of("factual", "counterfactual", "difference", "kept mask")) {
      assertTrue(html.contains(">" + row + "</th>"), row);
    }
  }

  @Test
  void the_summary_counts_flips_with_their_interval_time_and_calls() {
    String html = CounterfactualSheet.of(three).toHtml().html();
    assertTrue(html.contains("Towards smiling. 2 of 3 flipped (67 %, 95 % interval 21 % to 94 %)"));
    assertTrue(html.contains("1.5 s each, U-Net 38 + 19 calls"), html.substring(0, 300));
  }

  @Test
  void failures_are_marked_and_never_left_out() {
    String html = CounterfactualSheet.of(three).toHtml().html();
    assertEquals(2, count(html, ">\u2713 "));
    assertEquals(1, count(html, ">\u2717 "));
  }

  @Test
  void only_the_first_answers_are_drawn_but_all_are_counted() {
    String html = CounterfactualSheet.of(three).first(2).toHtml().html();
    assertEquals(8, count(html, "<img"));
    assertTrue(html.contains("2 of 3 flipped") && html.contains("The first 2 are drawn."));
  }

  @Test
  void long_sheets_are_broken_evenly() {
    List<Integer> widths =
        CounterfactualSheet.of(ending(.9, .9, .9, .9, .9)).perRow(4).grids().stream()
            .map(ImageGrid::width)
            .toList();
    assertEquals(List.of(3, 2), widths);
  }

  @Test
  void all_differences_share_one_scale() {
    Counterfactual strong = three.get(0);
    Counterfactual none =
        Counterfactual.of(strong.query(), strong.factual(), strong.before(), strong.after());
    double alone = Change.scale(List.of(none));
    double together = Change.scale(List.of(none, strong));
    assertTrue(together > 10 * alone, together + " against " + alone);
    // One row of answers is drawn with the scale of all of them.
    ImageGrid grid = CounterfactualSheet.of(three).perRow(1).grids().get(1);
    double scale = Change.scale(three.all());
    assertTrue(
        grid.rows()
            .get(2)
            .tiles()
            .get(0)
            .image()
            .orElseThrow()
            .samePixels(Change.picture(three.get(1), scale)));
  }

  @Test
  void different_targets_are_named_over_their_columns() {
    Counterfactual one = three.get(0);
    Counterfactual other =
        Counterfactual.of(
            one.query().towards("not smiling"), one.edited(), one.before(), one.after());
    Html html = CounterfactualSheet.of(new Counterfactuals(List.of(one, other))).toHtml();
    assertTrue(html.html().contains("Towards several classes"));
    assertTrue(html.html().contains("0 \u2192 not smiling"));
  }

  @Test
  void an_answer_without_mask_leaves_its_cell_blank() {
    Counterfactual one = three.get(0);
    Counterfactual bare =
        Counterfactual.of(three.get(1).query(), three.get(1).edited(), one.before(), one.after());
    String html = CounterfactualSheet.of(new Counterfactuals(List.of(one, bare))).toHtml().html();
    assertEquals(7, count(html, "<img"));
  }

  @Test
  void text_has_a_line_for_each_drawn_answer() {
    String text = CounterfactualSheet.of(three).first(2).toHtml().text();
    assertEquals(3, text.lines().count());
    assertTrue(text.contains("\u2717 faces/test/1:smiling: p 0.125 -> 0.300"), text);
  }

  @Test
  void no_answers_are_no_error() {
    Html html = CounterfactualSheet.of(new Counterfactuals(List.of())).toHtml();
    assertTrue(html.text().contains("No answers."));
  }

  @Test
  void impossible_layouts_are_refused() {
    CounterfactualSheet sheet = CounterfactualSheet.of(three);
    assertThrows(IllegalArgumentException.class, () -> sheet.perRow(0));
    assertThrows(IllegalArgumentException.class, () -> sheet.first(-1));
    assertThrows(IllegalArgumentException.class, () -> sheet.pixels(0));
  }
}
