package io.otherwise.show;

import io.otherwise.explain.Image;
import java.util.ArrayList;
import java.util.List;

/** A grid as one HTML table. */
final class GridHtml {
  private static final String PLAIN = "border:none;background:none;padding:2px 4px;";
  private static final String HEAD =
      PLAIN + "text-align:center;font-weight:normal;vertical-align:bottom;";
  private static final String SIDE =
      PLAIN + "text-align:right;font-weight:normal;vertical-align:middle;";
  private static final String CELL = PLAIN + "text-align:center;vertical-align:top;";
  private static final String SMALL = "font-size:12px;line-height:1.35;white-space:nowrap;";

  private GridHtml() {}

  static Html of(ImageGrid grid) {
    StringBuilder html = new StringBuilder();
    if (!grid.title().isEmpty()) {
      html.append(Layout.heading(grid.title()));
    }
    html.append(
        "<table style=\"border-collapse:collapse;border:none;margin:0 0 8px;font-size:14px\">\n");
    boolean captioned = grid.rows().stream().anyMatch(row -> !row.caption().isEmpty());
    if (!grid.columns().isEmpty()) {
      html.append(row(head(grid, captioned)));
    }
    grid.rows().forEach(row -> html.append(row(cells(grid, row, captioned))));
    return new Html(html.append("</table>\n").toString(), text(grid));
  }

  private static String row(String cells) {
    return "<tr style=\"background:none\">%s</tr>%n".formatted(cells);
  }

  private static String head(ImageGrid grid, boolean captioned) {
    StringBuilder out = new StringBuilder(captioned ? cell("td", CELL, "") : "");
    grid.columns().forEach(caption -> out.append(cell("th", HEAD, escaped(caption))));
    return out.toString();
  }

  private static String cells(ImageGrid grid, ImageGrid.Row row, boolean captioned) {
    StringBuilder out =
        new StringBuilder(captioned ? cell("th", SIDE, escaped(row.caption())) : "");
    for (int i = 0; i < row.tiles().size(); i++) {
      out.append(cell("td", CELL, tile(grid, row, i)));
    }
    return out.toString();
  }

  private static String tile(ImageGrid grid, ImageGrid.Row row, int column) {
    Tile tile = row.tiles().get(column);
    String picture =
        tile.image()
            .map(i -> Pixels.element(i, grid.side(i), alt(grid, row, column, i), frame(tile)))
            .orElse("");
    String line = tile.line();
    return line.isEmpty()
        ? picture
        : picture + "<div style=\"%s\">%s</div>".formatted(SMALL, escaped(line));
  }

  private static String frame(Tile tile) {
    Mark mark = tile.mark();
    // Every picture has a frame of one width, or marked and plain ones would not line up.
    return mark == Mark.NONE
        ? "border:2px solid #e6e8eb;"
        : "border:2px %s #%06x;".formatted(mark.dashed() ? "dashed" : "solid", mark.rgb());
  }

  private static String alt(ImageGrid grid, ImageGrid.Row row, int column, Image image) {
    List<String> parts = new ArrayList<>(List.of(row.caption(), grid.column(column), image.id()));
    parts.add(row.tiles().get(column).line());
    parts.removeIf(String::isBlank);
    return String.join(", ", parts);
  }

  private static String cell(String tag, String style, String content) {
    return "<%1$s style=\"%2$s\">%3$s</%1$s>".formatted(tag, style, content);
  }

  private static String text(ImageGrid grid) {
    StringBuilder out = new StringBuilder(grid.title().isEmpty() ? "grid" : grid.title());
    out.append(", %s x %s pictures".formatted(grid.rows().size(), grid.width()));
    if (!grid.columns().isEmpty()) {
      out.append("\n  ").append(String.join(" | ", grid.columns()));
    }
    for (ImageGrid.Row row : grid.rows()) {
      List<String> lines = row.tiles().stream().map(GridHtml::words).toList();
      String caption = row.caption().isEmpty() ? "" : row.caption() + ": ";
      out.append("\n  ").append(caption).append(String.join(" | ", lines));
    }
    return out.toString();
  }

  private static String words(Tile tile) {
    return tile.line().isEmpty() ? tile.image().map(Image::id).orElse("-") : tile.line();
  }

  private static String escaped(String raw) {
    return Html.escaped(raw);
  }
}
