package io.otherwise.show;

import io.otherwise.explain.Image;
import java.util.Objects;
import java.util.Optional;

/**
 * One cell of a grid.
 *
 * @param image empty leaves the cell blank
 * @param caption one line below the picture, may be empty
 */
public record Tile(Optional<Image> image, String caption, Mark mark) {
  /** A blank cell. */
  public static final Tile BLANK = new Tile(Optional.empty(), "", Mark.NONE);

  public Tile {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(mark, "mark");
    if (caption.contains("\n")) {
      throw new IllegalArgumentException(
          "a caption below a picture is one line, but was \"%s\"; put the rest into the title"
              .formatted(caption.replace("\n", "\\n")));
    }
  }

  public static Tile of(Image image) {
    return new Tile(Optional.of(image), "", Mark.NONE);
  }

  public Tile caption(String line) {
    return new Tile(image, line, mark);
  }

  public Tile mark(Mark newMark) {
    return new Tile(image, caption, newMark);
  }

  /** Sign and caption in one line. */
  String line() {
    return mark.before(caption);
  }
}
