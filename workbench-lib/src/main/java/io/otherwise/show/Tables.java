package io.otherwise.show;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/** Tables from Tablesaw, from lists and from settings. */
public final class Tables {
  private static final int DIGITS = 3;
  private static final int PIXELS = 64;
  private static final int ROWS = 50;
  private static final TableView EMPTY = new TableView("", List.of(), DIGITS, PIXELS, ROWS);

  private Tables() {}

  /** A table without columns, of any number of rows, all drawn. */
  public static TableView empty(String title) {
    return EMPTY.title(title).limit(Integer.MAX_VALUE);
  }

  /**
   * A Tablesaw table. Pictures, which Tablesaw has no column for, are added beside: {@code
   * Tables.of(table).column("picture", images)}.
   */
  public static TableView of(Relation table) {
    TableView view = EMPTY.title(table.name() == null ? "" : table.name());
    for (Column<?> column : table.columns()) {
      view = view.column(column.name(), cells(column));
    }
    return view;
  }

  /** The same with a picture for each row in the first column. */
  public static TableView of(Relation table, String pictures, List<Image> images) {
    return of(table).column(0, pictures, images);
  }

  /** A table with a row for each element; its columns follow. */
  public static <T> RowTable<T> rows(List<T> elements) {
    return new RowTable<>(elements, EMPTY);
  }

  /** Name and value of settings, line by line. */
  static TableView settings(String title, Map<String, ?> values) {
    return empty(title)
        .column("name", List.copyOf(values.keySet()))
        // As words, so that 45 and 3.0 keep the form in which they were given.
        .column("value", values.values().stream().map(String::valueOf).toList());
  }

  private static List<Object> cells(Column<?> column) {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < column.size(); i++) {
      cells.add(column.isMissing(i) ? null : column.get(i));
    }
    return cells;
  }
}
