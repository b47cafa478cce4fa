package io.otherwise.show;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Pictures in rows and columns, as a paper prints them. An immutable value:
 *
 * <pre>{@code
 * ImageGrid.columns("factual", "edited").row("smile", a, b).row("age", c, d).pixels(128)
 * }</pre>
 *
 * @param title above the grid, may be empty
 * @param columns captions, or none
 * @param pixels length of a picture's longer side; 0 chooses a whole multiple that is well seen
 */
public record ImageGrid(String title, List<String> columns, List<Row> rows, int pixels)
    implements Shown {
  private static final ImageGrid EMPTY = new ImageGrid("", List.of(), List.of(), 0);

  /**
   * One line of pictures.
   *
   * @param caption left of the pictures, may be empty
   */
  public record Row(String caption, List<Tile> tiles) {
    public Row {
      Objects.requireNonNull(caption, "caption");
      tiles = List.copyOf(tiles);
    }
  }

  public ImageGrid {
    Objects.requireNonNull(title, "title");
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (pixels != 0) {
      Pixels.checked(pixels);
    }
    for (Row row : rows) {
      if (!columns.isEmpty() && row.tiles().size() > columns.size()) {
        throw new IllegalArgumentException(
            ("a row has at most as many pictures as the grid has columns, but \"%s\" has %s for %s "
                    + "columns; name the others in columns(...)")
                .formatted(row.caption(), row.tiles().size(), columns.size()));
      }
    }
  }

  /** One row. */
  public static ImageGrid of(Image... images) {
    return EMPTY.row("", images);
  }

  /** As many rows as it takes, {@code perRow} pictures each, captioned by their ids. */
  public static ImageGrid of(List<Image> images, int perRow) {
    if (perRow < 1) {
      throw new IllegalArgumentException(
          "a row holds at least 1 picture, but perRow was %s; 8 fit a page".formatted(perRow));
    }
    ImageGrid grid = EMPTY;
    for (int from = 0; from < images.size(); from += perRow) {
      List<Image> some = images.subList(from, Math.min(from + perRow, images.size()));
      grid = grid.row("", some.stream().map(i -> Tile.of(i).caption(i.id())).toArray(Tile[]::new));
    }
    return grid;
  }

  /**
   * Several answers to each question beside its picture: a row a question, captioned by its target,
   * a column for each set of answers. Below stand p(target) and whether the classifier changed its
   * mind.
   *
   * @param columns answers to the same questions in the same order, by caption
   * @param most rows; the first questions are shown
   * @throws IllegalArgumentException if they answer other questions, or there are none
   */
  public static ImageGrid answers(Map<String, Counterfactuals> columns, int most) {
    return AnswersGrid.of(columns, most);
  }

  /** An empty grid with column captions. */
  public static ImageGrid columns(String... captions) {
    return new ImageGrid("", List.of(captions), List.of(), 0);
  }

  /** The same with one more row. */
  public ImageGrid row(String caption, Image... images) {
    return row(caption, Arrays.stream(images).map(Tile::of).toArray(Tile[]::new));
  }

  /** The same with one more row of captioned or framed pictures. */
  public ImageGrid row(String caption, Tile... tiles) {
    List<Row> more = new ArrayList<>(rows);
    more.add(new Row(caption, List.of(tiles)));
    return new ImageGrid(title, columns, more, pixels);
  }

  public ImageGrid title(String newTitle) {
    return new ImageGrid(newTitle, columns, rows, pixels);
  }

  /** Length of the longer side of each picture on the page, 1 to 4096. */
  public ImageGrid pixels(int side) {
    return new ImageGrid(title, columns, rows, Pixels.checked(side));
  }

  /** The whole grid with its captions, black on white. */
  public BufferedImage picture() {
    return new GridPicture(this).paint();
  }

  /** The bytes of a PNG file with the whole grid. */
  public byte[] png() {
    return Pixels.png(picture());
  }

  /** Writes a PNG file, atomically. */
  public void write(Path file) {
    AtomicFile.write(file, png());
  }

  @Override
  public Html toHtml() {
    return GridHtml.of(this);
  }

  /** Length of the longer side of one of its pictures. */
  int side(Image image) {
    return pixels == 0 ? Pixels.natural(image) : pixels;
  }

  /** The number of columns of pictures. */
  int width() {
    return Math.max(
        columns.size(), rows.stream().mapToInt(row -> row.tiles().size()).max().orElse(0));
  }

  /** The caption above a column, empty where there is none. */
  String column(int index) {
    return index < columns.size() ? columns.get(index) : "";
  }

  @Override
  public String toString() {
    return toHtml().text();
  }
}
