package io.otherwise.show;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints a grid, black on white, with letters in proportion to the pictures. */
final class GridPicture {
  private static final int GAP = 4;
  private static final int FRAME = 2;
  private static final int MARGIN = 6;

  private final ImageGrid grid;
  private final Font font;
  private final FontMetrics metrics;
  private final int[] widths;
  private final int captionWidth;

  GridPicture(ImageGrid grid) {
    this(grid, letterSize(grid));
  }

  /** With letters of another size, in pixels. */
  GridPicture(ImageGrid grid, int letters) {
    this.grid = grid;
    this.font = new Font(Font.SANS_SERIF, Font.PLAIN, letters);
    this.metrics = canvas(1, 1).getFontMetrics(font);
    this.widths = new int[grid.width()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columnWidth(i);
    }
    int widest = grid.rows().stream().mapToInt(row -> textWidth(row.caption())).max().orElse(0);
    this.captionWidth = widest == 0 ? 0 : widest + 2 * GAP;
  }

  private static int letterSize(ImageGrid grid) {
    int largest =
        tiles(grid).stream()
            .flatMap(tile -> tile.image().stream())
            .mapToInt(grid::side)
            .max()
            .orElse(0);
    return Math.max(11, largest / 9);
  }

  private static List<Tile> tiles(ImageGrid grid) {
    return grid.rows().stream().flatMap(row -> row.tiles().stream()).toList();
  }

  BufferedImage paint() {
    int line = metrics.getHeight();
    int top = MARGIN + (grid.title().isEmpty() ? 0 : line + GAP);
    int bottom = top + (grid.columns().isEmpty() ? 0 : line);
    for (ImageGrid.Row row : grid.rows()) {
      bottom += rowHeight(row);
    }
    int width = captionWidth + GAP;
    for (int w : widths) {
      width += w + GAP;
    }
    width = Math.max(width, textWidth(grid.title())) + 2 * MARGIN;
    BufferedImage out = new BufferedImage(width, bottom + MARGIN, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = canvas(out);
    g.setFont(font);
    g.drawString(grid.title(), MARGIN, MARGIN + metrics.getAscent());
    int y = head(g, top);
    for (ImageGrid.Row row : grid.rows()) {
      row(g, row, y);
      y += rowHeight(row);
    }
    g.dispose();
    return out;
  }

  private int head(Graphics2D g, int y) {
    if (grid.columns().isEmpty()) {
      return y;
    }
    int x = MARGIN + captionWidth + GAP;
    for (int i = 0; i < widths.length; i++) {
      centred(g, grid.column(i), x + widths[i] / 2, y);
      x += widths[i] + GAP;
    }
    return y + metrics.getHeight();
  }

  private void row(Graphics2D g, ImageGrid.Row row, int y) {
    int pictures = pictureHeight(row);
    g.drawString(
        row.caption(),
        MARGIN + captionWidth - 2 * GAP - textWidth(row.caption()),
        y + (pictures + metrics.getAscent() - metrics.getDescent()) / 2);
    int x = MARGIN + captionWidth + GAP;
    for (int i = 0; i < row.tiles().size(); i++) {
      tile(g, row.tiles().get(i), x + widths[i] / 2, y, pictures);
      x += widths[i] + GAP;
    }
  }

  private void tile(Graphics2D g, Tile tile, int centre, int y, int pictures) {
    tile.image()
        .ifPresent(
            image -> {
              BufferedImage picture = Pixels.picture(image, grid.side(image));
              int left = centre - picture.getWidth() / 2;
              g.drawImage(picture, left, y + FRAME, null);
              frame(g, tile.mark(), left - FRAME, y, picture.getWidth(), picture.getHeight());
            });
    int sign = signWidth(tile);
    int left = centre - (textWidth(tile.caption()) + sign) / 2;
    int baseline = y + pictures + metrics.getAscent();
    sign(g, tile.mark(), left, baseline);
    g.drawString(tile.caption(), left + sign, baseline);
  }

  private static void frame(Graphics2D g, Mark mark, int x, int y, int width, int height) {
    if (mark == Mark.NONE) {
      return;
    }
    Graphics2D pen = (Graphics2D) g.create();
    pen.setColor(new Color(mark.rgb()));
    float[] dashes = mark.dashed() ? new float[] {6, 4} : null;
    pen.setStroke(
        new BasicStroke(FRAME, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
    pen.drawRect(x + FRAME / 2, y + FRAME / 2, width + FRAME, height + FRAME);
    pen.dispose();
  }

  /** Drawn, not typed: not every font has a tick and a cross. */
  private void sign(Graphics2D g, Mark mark, int x, int baseline) {
    if (mark == Mark.NONE) {
      return;
    }
    double size = metrics.getAscent() * .62;
    Path2D path = new Path2D.Double();
    if (mark == Mark.FLIPPED) {
      path.moveTo(x, baseline - size * .45);
      path.lineTo(x + size * .35, baseline);
      path.lineTo(x + size, baseline - size);
    } else {
      path.moveTo(x, baseline);
      path.lineTo(x + size, baseline - size);
      path.moveTo(x, baseline - size);
      path.lineTo(x + size, baseline);
    }
    Graphics2D pen = (Graphics2D) g.create();
    pen.setStroke(new BasicStroke((float) Math.max(1.5, size / 6)));
    pen.setColor(new Color(mark.rgb()));
    pen.draw(path);
    pen.dispose();
  }

  private int signWidth(Tile tile) {
    return tile.mark() == Mark.NONE ? 0 : (int) Math.ceil(metrics.getAscent() * .62) + GAP;
  }

  private void centred(Graphics2D g, String text, int centre, int y) {
    g.drawString(text, centre - textWidth(text) / 2, y + metrics.getAscent());
  }

  private int rowHeight(ImageGrid.Row row) {
    boolean captioned = row.tiles().stream().anyMatch(tile -> !tile.line().isEmpty());
    return pictureHeight(row) + (captioned ? metrics.getHeight() : 0) + GAP;
  }

  private int pictureHeight(ImageGrid.Row row) {
    return 2 * FRAME
        + row.tiles().stream()
            .flatMap(tile -> tile.image().stream())
            .mapToInt(image -> Pixels.height(image, grid.side(image)))
            .max()
            .orElse(0);
  }

  private int columnWidth(int column) {
    int widest = textWidth(grid.column(column));
    for (ImageGrid.Row row : grid.rows()) {
      if (column < row.tiles().size()) {
        Tile tile = row.tiles().get(column);
        widest = Math.max(widest, textWidth(tile.caption()) + signWidth(tile));
        int picture = tile.image().map(image -> Pixels.width(image, grid.side(image))).orElse(0);
        widest = Math.max(widest, picture + 2 * FRAME);
      }
    }
    return widest;
  }

  private int textWidth(String text) {
    return metrics.stringWidth(text);
  }

  private static Graphics2D canvas(int width, int height) {
    return canvas(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
  }

  private static Graphics2D canvas(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.setColor(Color.BLACK);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    return g;
  }
}
