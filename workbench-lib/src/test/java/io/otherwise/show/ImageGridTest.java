package io.otherwise.show;

import static io.otherwise.show.Answers.count;
import static io.otherwise.show.Answers.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
  private static final Image BLACK = plain(4, 0f);
  private static final Image WHITE = plain(4, 1f);

  @Test
  void rows_and_columns_carry_their_captions() {
    String html = ImageGrid.columns("before", "after").row("x < y", BLACK, WHITE).toHtml().html();
    assertEquals(2, count(html, "<tr"));
    assertEquals(2, count(html, "<img"));
    assertTrue(html.contains(">before</th>"));
    assertTrue(html.contains(">x &lt; y</th>"));
  }

  @Test
  void pictures_travel_inside_the_html_to_the_bit() {
    Image image = Image.of("a", 1, 2, new float[] {0, 1, .2f, .4f, .6f, .8f});
    Matcher found =
        Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"")
            .matcher(ImageGrid.of(image).toHtml().html());
    assertTrue(found.find());
    assertTrue(Image.decode("a", Base64.getDecoder().decode(found.group(1))).samePixels(image));
  }

  @Test
  void each_picture_says_in_words_what_it_is() {
    String html =
        ImageGrid.columns("factual")
            .row("query \"7\"", Tile.of(BLACK).caption("0.9").mark(Mark.FLIPPED))
            .toHtml()
            .html();
    assertTrue(html.contains("alt=\"query &quot;7&quot;, factual, grey/0.0, \u2713 0.9\""), html);
  }

  @Test
  void small_pictures_are_enlarged_by_whole_numbers_and_stay_sharp() {
    String html = ImageGrid.of(plain(64, 0f)).toHtml().html();
    assertTrue(html.contains("width=\"128\" height=\"128\""));
    assertTrue(html.contains("image-rendering:pixelated"));
    assertFalse(
        ImageGrid.of(plain(64, 0f)).pixels(100).toHtml().html().contains("pixelated"),
        "an uneven enlargement is smoothed");
  }

  @Test
  void the_longer_side_gets_the_asked_length() {
    Image wide = Image.of("wide", 2, 6, new float[Image.CHANNELS * 12]);
    assertTrue(
        ImageGrid.of(wide).pixels(96).toHtml().html().contains("width=\"96\" height=\"32\""));
  }

  @Test
  void photographs_are_reduced_before_they_are_put_in() {
    String small = ImageGrid.of(plain(300, .5f)).pixels(20).toHtml().html();
    Matcher found = Pattern.compile("base64,([^\"]+)\"").matcher(small);
    assertTrue(found.find());
    Image inside = Image.decode("a", Base64.getDecoder().decode(found.group(1)));
    assertEquals(40, inside.width(), "twice the size on the page is enough for any screen");
  }

  @Test
  void marks_differ_in_colour_line_and_sign() {
    String flipped = ImageGrid.columns("a").row("", tile(Mark.FLIPPED)).toHtml().html();
    String failed = ImageGrid.columns("a").row("", tile(Mark.FAILED)).toHtml().html();
    assertTrue(flipped.contains("solid #1a7f37") && flipped.contains("\u2713"));
    assertTrue(failed.contains("dashed #b3261e") && failed.contains("\u2717"));
  }

  private static Tile tile(Mark mark) {
    return Tile.of(BLACK).mark(mark);
  }

  @Test
  void the_picture_shows_the_pixels_enlarged_without_smoothing() {
    BufferedImage picture = ImageGrid.of(checks()).pixels(128).picture();
    int dark = 0;
    int light = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        dark += picture.getRGB(x, y) == 0xff000000 ? 1 : 0;
        light += picture.getRGB(x, y) == 0xffff0000 ? 1 : 0;
      }
    }
    assertEquals(128 * 128 / 2, dark);
    assertEquals(128 * 128 / 2, light);
  }

  /** Two black and two red pixels. */
  private static Image checks() {
    return Image.of("checks", 2, 2, new float[] {0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  @Test
  void captions_and_more_rows_make_the_picture_larger() {
    ImageGrid bare = ImageGrid.of(BLACK, WHITE);
    ImageGrid captioned = ImageGrid.columns("a", "b").row("a longer caption", BLACK, WHITE);
    assertTrue(captioned.picture().getWidth() > bare.picture().getWidth());
    assertTrue(captioned.picture().getHeight() > bare.picture().getHeight());
    assertTrue(bare.row("", BLACK).picture().getHeight() > bare.picture().getHeight() + 90);
    assertTrue(bare.title("t").picture().getHeight() > bare.picture().getHeight());
  }

  @Test
  void the_frame_of_a_mark_is_in_the_picture() {
    int green = 0xff1a7f37;
    assertTrue(has(ImageGrid.columns("a").row("", tile(Mark.FLIPPED)).picture(), green));
    assertFalse(has(ImageGrid.columns("a").row("", tile(Mark.NONE)).picture(), green));
    assertTrue(has(ImageGrid.columns("a").row("", tile(Mark.FAILED)).picture(), 0xffb3261e));
  }

  private static boolean has(BufferedImage picture, int rgb) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, y) == rgb) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void the_file_holds_the_picture_and_nothing_is_left_beside_it(@TempDir Path folder)
      throws IOException {
    ImageGrid grid = ImageGrid.of(BLACK, WHITE);
    Path file = folder.resolve("grid.png");
    grid.write(file);
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    assertEquals(grid.picture().getWidth(), read.getWidth());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void a_list_is_broken_into_rows_with_ids_below() {
    ImageGrid grid = ImageGrid.of(List.of(BLACK, WHITE, BLACK), 2);
    assertEquals(List.of(2, 1), grid.rows().stream().map(row -> row.tiles().size()).toList());
    assertTrue(grid.toHtml().html().contains(">grey/1.0</div>"));
  }

  @Test
  void text_lists_titles_captions_and_marks() {
    ImageGrid grid =
        ImageGrid.columns("a", "b").title("faces").row("r", tile(Mark.FAILED), Tile.BLANK);
    assertEquals("faces, 1 x 2 pictures\n  a | b\n  r: \u2717 | -", grid.toString());
  }

  @Test
  void an_empty_grid_can_be_shown_and_painted() {
    ImageGrid empty = ImageGrid.columns("a");
    assertEquals(0, count(empty.toHtml().html(), "<img"));
    assertTrue(empty.png().length > 0);
  }

  @Test
  void more_pictures_than_columns_are_refused() {
    ImageGrid grid = ImageGrid.columns("only");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> grid.row("r", BLACK, WHITE));
    assertTrue(e.getMessage().contains("\"r\" has 2 for 1"), e.getMessage());
  }

  @Test
  void sizes_and_captions_out_of_range_are_refused() {
    ImageGrid grid = ImageGrid.of(BLACK);
    assertThrows(IllegalArgumentException.class, () -> grid.pixels(0));
    assertThrows(IllegalArgumentException.class, () -> grid.pixels(5000));
    assertThrows(IllegalArgumentException.class, () -> ImageGrid.of(List.of(BLACK), 0));
    assertThrows(IllegalArgumentException.class, () -> Tile.of(BLACK).caption("two\nlines"));
  }

  @Test
  void answers_stand_beside_the_picture_they_are_about() {
    Map<String, Counterfactuals> columns = new LinkedHashMap<>();
    columns.put("first", Answers.ending(.9, .25, .75));
    columns.put("second", Answers.ending(.25, .9, .75));

    ImageGrid grid = ImageGrid.answers(columns, 2);

    assertEquals(List.of("factual", "first", "second"), grid.columns());
    assertEquals(2, grid.rows().size());
    assertEquals("smiling", grid.rows().get(0).caption());
    List<Tile> tiles = grid.rows().get(1).tiles();
    Counterfactual second = columns.get("second").get(1);
    assertEquals(second.factual(), tiles.get(0).image().orElseThrow());
    assertEquals(second.edited(), tiles.get(2).image().orElseThrow());
    assertEquals(
        List.of(Mark.NONE, Mark.FAILED, Mark.FLIPPED), tiles.stream().map(Tile::mark).toList());
    assertEquals(Numbers.probability(.125), tiles.get(0).caption());
    assertEquals(Numbers.probability(.25f), tiles.get(1).caption());
  }

  @Test
  void no_more_rows_are_drawn_than_there_are_questions() {
    assertEquals(1, ImageGrid.answers(Map.of("only", Answers.ending(.9)), 5).rows().size());
  }

  @Test
  void answers_to_other_questions_are_refused() {
    Map<String, Counterfactuals> columns = new LinkedHashMap<>();
    columns.put("two", Answers.ending(.9, .9));
    columns.put("one", Answers.ending(.9));
    String message =
        assertThrows(IllegalArgumentException.class, () -> ImageGrid.answers(columns, 2))
            .getMessage();
    assertTrue(message.contains("the 1 of one are others"), message);
    assertThrows(IllegalArgumentException.class, () -> ImageGrid.answers(Map.of(), 2));
  }
}
