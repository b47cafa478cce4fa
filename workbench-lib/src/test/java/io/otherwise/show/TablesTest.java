package io.otherwise.show;

import static io.otherwise.show.Answers.count;
import static io.otherwise.show.Answers.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TablesTest {
  private record Run(String name, double score, Integer n) {}

  private static final List<Run> RUNS = List.of(new Run("a", .5, 10), new Run("b", .25, null));

  private static Table table() {
    return Table.create(
        "runs",
        StringColumn.create("method", "LDCE", "<b>"),
        IntColumn.create("n", new Integer[] {500, null}),
        DoubleColumn.create("FID", 12.345, 101.25));
  }

  @Test
  void a_tablesaw_table_keeps_its_names_rows_and_title() {
    TableView view = Tables.of(table());
    assertEquals("runs", view.title());
    assertEquals(2, view.rows());
    assertEquals(
        List.of("method", "n", "FID"),
        view.columns().stream().map(TableView.Column::name).toList());
  }

  @Test
  void markup_in_cells_and_heads_is_escaped() {
    String html = Tables.of(table()).column("<i>", List.of("x", "y")).toHtml().html();
    assertTrue(html.contains(">&lt;b&gt;</td>") && html.contains(">&lt;i&gt;</th>"));
    assertFalse(html.contains("<b><"));
  }

  @Test
  void numbers_stand_right_with_equal_decimals_and_words_left() {
    String html = Tables.of(table()).toHtml().html();
    assertTrue(html.contains(">12.3</td>") && html.contains(">101.3</td>"), html);
    assertTrue(html.contains("<td align=\"right\""));
    assertTrue(html.contains("<td align=\"left\""));
  }

  @Test
  void missing_values_are_dashes() {
    String text = Tables.of(table()).toHtml().text();
    assertEquals(1, count(text, "\u2013"), text);
    assertEquals("\u2013", cell(List.of(Double.NaN, 1.5)));
    assertEquals("\u2013", cell(List.of(Optional.empty(), "x")));
    assertEquals("\u2013", cell(Arrays.asList(null, "x")));
  }

  /** The text of the first cell of a column. */
  private static String cell(List<?> cells) {
    TableView.Column column = new TableView.Column("c", new ArrayList<>(cells));
    return Cells.of(column, 3, 0).text(column.cells().get(0));
  }

  @Test
  void values_of_every_kind_read_well() {
    assertEquals("yes", cell(List.of(true)));
    assertEquals("1.5 s", cell(List.of(Duration.ofMillis(1500))));
    assertEquals("\u2713", cell(List.of(Mark.FLIPPED)));
    assertEquals("7", cell(List.of(7)));
    assertEquals("7.00", cell(List.of(7.0)));
    assertEquals("1.00e-06", cell(List.of(1e-6)));
    assertEquals("3", cell(List.of(Optional.of(3))));
    assertEquals("Infinity", cell(List.of(Double.POSITIVE_INFINITY)));
  }

  @Test
  void pictures_stand_in_their_cells() {
    TableView view = Tables.of(table(), "picture", List.of(plain(4, 0f), plain(4, 1f)));
    String html = view.pixels(32).toHtml().html();
    assertEquals(2, count(html, "<img width=\"32\" height=\"32\""));
    assertTrue(html.contains("alt=\"grey/1.0\""));
    assertTrue(html.indexOf("<img") < html.indexOf("LDCE"), "the picture comes first");
    assertTrue(view.toHtml().text().contains("grey/0.0"));
  }

  @Test
  void shown_things_stand_in_their_cells_as_they_are() {
    String html =
        Tables.rows(List.of(1)).column("x", i -> new Html("<u>1</u>", "one")).toHtml().html();
    assertTrue(html.contains("><u>1</u></td>"));
  }

  @Test
  void long_tables_say_how_much_is_left_out() {
    RowTable<Integer> many = Tables.rows(Collections.nCopies(60, 1)).column("i", i -> i).limit(10);
    assertEquals(11, count(many.toHtml().html(), "<tr"));
    assertTrue(many.toHtml().html().contains("The first 10 of 60 rows."));
    assertTrue(many.toString().endsWith("The first 10 of 60 rows."));
  }

  @Test
  void text_columns_line_up() {
    String text =
        Tables.rows(RUNS)
            .title("t")
            .column("name", Run::name)
            .column("score", Run::score)
            .toString();
    assertEquals("t\nname  score\na     0.500\nb     0.250", text);
  }

  @Test
  void a_list_of_records_becomes_a_tablesaw_table() {
    Table table =
        Tables.rows(RUNS)
            .title("runs")
            .column("name", Run::name)
            .column("score", Run::score)
            .column("n", Run::n)
            .column("good", run -> run.score() > .3)
            .column("picture", run -> plain(4, 0f))
            .table();
    assertEquals("runs", table.name());
    assertEquals(
        List.of(
            ColumnType.STRING,
            ColumnType.DOUBLE,
            ColumnType.LONG,
            ColumnType.BOOLEAN,
            ColumnType.STRING),
        List.of(table.typeArray()));
    assertTrue(table.column("n").isMissing(1));
    assertEquals(.375, table.doubleColumn("score").mean());
    assertEquals("grey/0.0", table.stringColumn("picture").get(0));
  }

  @Test
  void settings_keep_the_form_in_which_they_were_given() {
    String text = Tables.settings("s", Map.of("strength", 1.0)).toHtml().text();
    assertTrue(text.contains("strength  1.0"), text);
  }

  @Test
  void columns_of_other_lengths_and_odd_formats_are_refused() {
    TableView view = Tables.of(table());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> view.column("x", List.of(1)));
    assertTrue(e.getMessage().contains("x has 1 cells for 2 rows"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> view.digits(0));
    assertThrows(IllegalArgumentException.class, () -> view.limit(0));
    assertThrows(IllegalArgumentException.class, () -> view.pixels(0));
  }
}
