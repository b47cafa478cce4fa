package io.otherwise.show;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table made from a list, one row an element, one column a function:
 *
 * <pre>{@code
 * Tables.rows(answers.all())
 *     .column("query", a -> a.query().id())
 *     .column("edited", Counterfactual::edited)
 *     .column("p(target)", Counterfactual::targetAfter)
 * }</pre>
 *
 * @param view the columns so far
 */
public record RowTable<T>(List<T> rows, TableView view) implements Shown {
  public RowTable {
    rows = List.copyOf(rows);
  }

  /** The same with one more column; null and an empty Optional are missing values. */
  public RowTable<T> column(String name, Function<? super T, ?> value) {
    List<Object> cells = new ArrayList<>();
    rows.forEach(row -> cells.add(value.apply(row)));
    return new RowTable<>(rows, view.column(name, cells));
  }

  public RowTable<T> title(String newTitle) {
    return new RowTable<>(rows, view.title(newTitle));
  }

  /** Significant digits of the largest number of a column, 1 to 12. */
  public RowTable<T> digits(int significant) {
    return new RowTable<>(rows, view.digits(significant));
  }

  /** Length of the longer side of pictures. */
  public RowTable<T> pixels(int side) {
    return new RowTable<>(rows, view.pixels(side));
  }

  /** The most rows that are drawn. */
  public RowTable<T> limit(int most) {
    return new RowTable<>(rows, view.limit(most));
  }

  /** The same for sorting, grouping and export; pictures become their ids. */
  public Table table() {
    Table table = Table.create(view.title());
    for (TableView.Column column : view.columns()) {
      table.addColumns(column(column));
    }
    return table;
  }

  private static Column<?> column(TableView.Column column) {
    List<Object> cells = column.cells();
    String name = column.name();
    if (all(cells, Long.class) || all(cells, Integer.class)) {
      return filled(LongColumn.create(name), cells, c -> ((Number) c).longValue());
    } else if (all(cells, Number.class)) {
      return filled(DoubleColumn.create(name), cells, c -> ((Number) c).doubleValue());
    } else if (all(cells, Boolean.class)) {
      return filled(BooleanColumn.create(name), cells, c -> (Boolean) c);
    }
    return filled(
        StringColumn.create(name), cells, c -> c instanceof Image i ? i.id() : c.toString());
  }

  private static boolean all(List<Object> cells, Class<?> type) {
    return cells.stream().anyMatch(type::isInstance)
        && cells.stream().allMatch(c -> c == null || type.isInstance(c));
  }

  private static <V> Column<V> filled(
      Column<V> column, List<Object> cells, Function<Object, V> value) {
    for (Object cell : cells) {
      if (cell == null) {
        column.appendMissing();
      } else {
        column.append(value.apply(cell));
      }
    }
    return column;
  }

  @Override
  public Html toHtml() {
    return view.toHtml();
  }

  @Override
  public String toString() {
    return view.toString();
  }
}
