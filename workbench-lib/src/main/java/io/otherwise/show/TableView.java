package io.otherwise.show;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A table as a paper prints it: numbers to the right with equal decimals, pictures in their cells.
 * A cell may hold a number, a word, an {@link io.otherwise.explain.Image}, a duration, a {@link
 * Mark} or anything {@link Shown}. Immutable.
 *
 * @param title above the table, may be empty
 * @param digits significant digits of the largest number of a column, 1 to 12
 * @param pixels length of a picture's longer side; 0 chooses
 * @param limit the most rows that are drawn
 */
public record TableView(String title, List<Column> columns, int digits, int pixels, int limit)
    implements Shown {
  /**
   * One column.
   *
   * @param name its lines after the first are small print
   * @param cells null where a value is missing
   */
  public record Column(String name, List<Object> cells) {
    public Column {
      Objects.requireNonNull(name, "name");
      // List.copyOf would refuse the missing ones.
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }

    /** The lines of the name, at least one. */
    List<String> heading() {
      return name.isEmpty() ? List.of("") : name.lines().toList();
    }
  }

  /**
   * Stands in every cell of a row that parts the rows below from those above.
   *
   * @param title in the first column; empty in the others
   */
  public record Section(String title) {
    public Section {
      Objects.requireNonNull(title, "title");
    }
  }

  public TableView {
    Objects.requireNonNull(title, "title");
    columns = List.copyOf(columns);
    if (digits < 1 || digits > 12 || limit < 1) {
      throw new IllegalArgumentException(
          ("a table shows 1 to 12 digits and at least 1 row, but was asked for %s digits and %s "
                  + "rows; 3 and 50 suit most")
              .formatted(digits, limit));
    }
    if (pixels != 0) {
      Pixels.checked(pixels);
    }
    for (Column column : columns) {
      int rows = columns.get(0).cells().size();
      if (column.cells().size() != rows) {
        throw new IllegalArgumentException(
            "the columns of a table are equally long, but %s has %s cells for %s rows; fill it with null"
                .formatted(column.name(), column.cells().size(), rows));
      }
    }
  }

  /** The same with one more column on the right. */
  public TableView column(String name, List<?> cells) {
    return column(columns.size(), name, cells);
  }

  /**
   * The same with one more column.
   *
   * @param position of the new column, 0 = leftmost
   */
  public TableView column(int position, String name, List<?> cells) {
    List<Column> more = new ArrayList<>(columns);
    more.add(position, new Column(name, new ArrayList<>(cells)));
    return new TableView(title, more, digits, pixels, limit);
  }

  public TableView title(String newTitle) {
    return new TableView(newTitle, columns, digits, pixels, limit);
  }

  public TableView digits(int significant) {
    return new TableView(title, columns, significant, pixels, limit);
  }

  public TableView pixels(int side) {
    return new TableView(title, columns, digits, Pixels.checked(side), limit);
  }

  public TableView limit(int rows) {
    return new TableView(title, columns, digits, pixels, rows);
  }

  /** The number of rows, drawn or not. */
  public int rows() {
    return columns.isEmpty() ? 0 : columns.get(0).cells().size();
  }

  @Override
  public Html toHtml() {
    return TableHtml.of(this);
  }

  /** A LaTeX tabular with the rules of the package booktabs; all rows, pictures by their ids. */
  public String latex() {
    return TableLatex.of(this);
  }

  /** A table in GitHub's Markdown; all rows, pictures by their ids. */
  public String markdown() {
    return TableMarkdown.of(this);
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
