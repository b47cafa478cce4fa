package io.otherwise.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.metric.Interval;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final Figure BEST =
      Figure.of(.97).interval(new Interval(.95, .9876)).best(true).remark("n 83");

  private static TableView view(Object... cells) {
    return Tables.empty("title 5 %")
        .column("", List.copyOf(Arrays.asList(names(cells.length))))
        .column("FR \u2191\nall, n = 4", Arrays.asList(cells));
  }

  private static Object[] names(int n) {
    Object[] names = new Object[n];
    Arrays.setAll(names, i -> "row_" + i);
    return names;
  }

  @Test
  void a_figure_has_its_interval_and_remark_with_it() {
    assertEquals("0.970* [0.950, 0.988] n 83", BEST.toString());
    String html = BEST.toHtml().html();
    assertTrue(html.startsWith("<b>0.970</b><br>"), html);
    assertTrue(html.contains(">[0.950, 0.988]<") && html.contains(">n 83<"), html);
  }

  @Test
  void what_is_not_there_is_a_dash_without_an_interval() {
    Figure none = Figure.of(Double.NaN);
    assertEquals("\u2013", none.toString());
    assertEquals("\u2013", none.interval(new Interval(1, 2)).toString());
    assertEquals("0.500", Figure.of(.5).toString());
  }

  @Test
  void given_words_are_kept_digit_by_digit() {
    assertEquals("97.0", Figure.given("97.0").toString());
    assertEquals(
        "withheld n 3 of at least 9",
        Figure.given("withheld").remark("n 3 of at least 9").toString());
  }

  @Test
  void a_column_of_figures_stands_right_with_equal_decimals() {
    TableView view = view(Figure.of(123.4), Figure.of(7), Figure.given("14.03"));
    String html = view.toHtml().html();
    assertTrue(html.contains("123.4") || html.contains("123.40"), html);
    assertTrue(html.contains("7.00"), html);
    assertTrue(html.contains("14.03"), html);
    assertTrue(html.contains("align=\"right\""));
  }

  @Test
  void a_share_of_none_shows_how_large_it_may_be() {
    Figure none = Figure.of(0).interval(new Interval(0, .3244));
    assertTrue(view(none).toString().contains("0.000 [0.000, 0.324]"), view(none).toString());
    assertTrue(view(none, Figure.of(.5)).toString().contains("0.324]"), "beside another");
    assertTrue(view(Figure.of(0)).toString().contains("0"), "without an interval");
  }

  @Test
  void small_print_of_a_head_is_its_own_line() {
    String html = view(BEST).toHtml().html();
    assertTrue(html.contains("FR \u2191<br><span"), html);
    assertTrue(view(BEST).toString().contains("FR \u2191, all, n = 4"));
  }

  @Test
  void sections_span_the_table() {
    TableView view =
        Tables.empty("")
            .column("a", List.of("x", new TableView.Section("Reported & more"), "y"))
            .column("b", Arrays.asList(1.5, new TableView.Section(""), 2.5));
    String html = view.toHtml().html();
    assertTrue(html.contains("colspan=\"2\"") && html.contains("<i>Reported &amp; more</i>"), html);
    assertTrue(html.contains("align=\"right\""), "the column is still numeric");
    assertTrue(view.latex().contains("\\midrule\n\\multicolumn{2}{l}{\\emph{Reported \\& more}}"));
    assertTrue(view.markdown().contains("| *Reported & more* |  |"), view.markdown());
    assertTrue(view.toString().contains("\nReported & more\n"), view.toString());
  }

  @Test
  void latex_escapes_what_it_would_read() {
    assertEquals("a\\_b \\& 5 \\% \\$x\\$ \\#1", Latex.escaped("a_b & 5 % $x$ #1"));
    assertEquals("\\textbackslash \\{\\}", Latex.escaped("\\{}"));
    assertEquals("$\\uparrow$ -- {[}1{]}", Latex.escaped("\u2191 \u2013 [1]"));
    assertEquals("% one\n% two\n", Latex.comment("one\ntwo"));
  }

  @Test
  void a_tabular_is_balanced_and_has_a_cell_for_every_column() {
    String latex = view(BEST, null).latex();
    List<String> rows = latex.lines().filter(line -> line.endsWith("\\\\")).toList();
    assertEquals(4, rows.size());
    assertTrue(rows.stream().allMatch(row -> row.contains(" & ")), latex);
    assertTrue(latex.startsWith("% title 5 %\n"), latex);
    assertEquals(count(latex, '{'), count(latex, '}'));
    assertTrue(latex.contains("row\\_1 & -- \\\\"), latex);
  }

  private static long count(String text, char sign) {
    return text.chars().filter(c -> c == sign).count();
  }

  @Test
  void markdown_has_bold_and_no_broken_cells() {
    String markdown = view(BEST, "a|b").markdown();
    assertTrue(markdown.startsWith("**title 5 %**\n\n|  | FR \u2191<br>all, n = 4 |\n"), markdown);
    assertTrue(markdown.contains("| row\\_0 | **0.970** [0.950, 0.988] n 83 |"), markdown);
    assertTrue(markdown.contains("a\\|b"), markdown);
  }

  @Test
  void columns_of_words_stay_left_in_every_form() {
    TableView words = Tables.empty("").column("w", List.of("a", "b"));
    assertTrue(words.latex().contains("\\begin{tabular}{l}"));
    assertTrue(words.markdown().contains("| :-- |"));
    assertFalse(words.toHtml().html().contains("<b>"));
  }
}
