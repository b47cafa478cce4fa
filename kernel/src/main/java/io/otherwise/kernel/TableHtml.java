package io.otherwise.kernel;

import tech.tablesaw.columns.Column;
import tech.tablesaw.table.Relation;

/** A Tablesaw table as HTML: numbers to the right, the first and last rows of a long one. */
final class TableHtml {
  /** Rows that are shown in full. */
  private static final int ROWS = 40;

  private TableHtml() {}

  static String of(Relation table) {
    StringBuilder html = new StringBuilder("<table class=\"dataframe\">");
    if (!table.name().isEmpty()) {
      html.append("<caption>").append(escape(table.name())).append("</caption>");
    }
    html.append("<thead><tr>");
    table.columns().forEach(c -> html.append("<th>").append(escape(c.name())).append("</th>"));
    html.append("</tr></thead><tbody>");
    int rows = table.rowCount();
    int head = rows <= ROWS ? rows : ROWS / 2;
    rows(html, table, 0, head);
    if (head < rows) {
      int left = rows - 2 * head;
      html.append("<tr><td colspan=\"").append(table.columnCount()).append("\">... ");
      html.append(left).append(" more rows ...</td></tr>");
      rows(html, table, rows - head, rows);
    }
    return html.append("</tbody></table>").toString();
  }

  private static void rows(StringBuilder html, Relation table, int from, int to) {
    for (int row = from; row < to; row++) {
      html.append("<tr>");
      for (Column<?> column : table.columns()) {
        boolean number = column instanceof tech.tablesaw.api.NumericColumn;
        html.append(number ? "<td style=\"text-align:right\">" : "<td>");
        html.append(cell(column.getString(row))).append("</td>");
      }
      html.append("</tr>");
    }
  }

  /** A cell that is nothing but an image stays one; all other text is escaped. */
  private static String cell(String text) {
    boolean image =
        text.startsWith("<img ") && text.indexOf('>') == text.length() - 1 && safeImage(text);
    return image ? text : escape(text);
  }

  private static boolean safeImage(String tag) {
    return tag.contains("src=\"data:image/") && !tag.contains(" on");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
