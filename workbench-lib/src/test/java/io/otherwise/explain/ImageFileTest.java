package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  @TempDir Path folder;

  @Test
  void a_png_is_read_sample_by_sample() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
    picture.setRGB(0, 0, 0xFF8000);
    picture.setRGB(1, 0, 0x010203);

    Image image = Image.read(save(picture, "png"));

    assertEquals("picture.png", image.id());
    assertEquals(2, image.width());
    assertEquals(1f, image.at(0, 0, 0));
    assertEquals(128 / 255f, image.at(1, 0, 0));
    assertEquals(0f, image.at(2, 0, 0));
    assertEquals(3 / 255f, image.at(2, 0, 1));
  }

  @Test
  void grey_is_not_brightened_on_its_way_to_rgb() throws IOException {
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(0, 0, 0, 100);

    Image image = Image.read(save(picture, "png"));

    for (int c = 0; c < 3; c++) {
      assertEquals(100 / 255f, image.at(c, 0, 0));
    }
  }

  @Test
  void sixteen_bits_keep_their_precision() throws IOException {
    BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    picture.getRaster().setSample(0, 0, 0, 1000);

    assertEquals(1000 / 65535f, Image.read(save(picture, "png")).at(1, 0, 0));
  }

  @Test
  void transparency_is_laid_over_white() throws IOException {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x00123456);
    picture.setRGB(1, 0, 0x80FF0000);

    Image image = Image.read(save(picture, "png"));

    assertEquals(1f, image.at(2, 0, 0));
    assertEquals(1f, image.at(0, 0, 1), 1e-6f);
    assertEquals(1f - 128 / 255f, image.at(1, 0, 1), 1e-6f);
  }

  @Test
  void a_palette_is_looked_up() throws IOException {
    BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_INDEXED);
    picture.setRGB(1, 0, 0xFF0000);

    Image image = Image.read(save(picture, "gif"));

    assertEquals(1f, image.at(0, 0, 1));
    assertEquals(0f, image.at(1, 0, 1));
  }

  @Test
  void a_jpeg_is_read_to_within_its_own_loss() throws IOException {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      picture.setRGB(i % 16, i / 16, 0x4080C0);
    }

    Image image = Image.read(save(picture, "jpg").toString());

    assertEquals(0x40 / 255f, image.at(0, 8, 8), 0.02f);
    assertEquals(0xC0 / 255f, image.at(2, 8, 8), 0.02f);
  }

  @Test
  void a_missing_file_is_one_sentence_with_the_folder_it_was_looked_for_in() {
    Path missing = Path.of("no-such-photo.png");

    String message =
        assertThrows(UncheckedIOException.class, () -> Image.read(missing)).getMessage();

    assertTrue(message.startsWith("an image file must exist"), message);
    assertTrue(message.contains("there is no file no-such-photo.png"), message);
    assertTrue(message.contains(Path.of("").toAbsolutePath().toString()), message);
  }

  @Test
  void a_missing_file_of_an_absolute_path_is_named_as_it_was_written_and_no_other_folder_is() {
    Path missing = folder.resolve("no-such-photo.png");

    String message =
        assertThrows(UncheckedIOException.class, () -> Image.read(missing)).getMessage();

    assertEquals(
        "an image file must exist to be read, but there is no file %s; correct its name or folder"
            .formatted(missing),
        message);
  }

  @Test
  void a_folder_is_not_an_image() {
    assertThrows(UncheckedIOException.class, () -> Image.read(folder));
  }

  @Test
  void a_text_file_is_refused_by_name() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.png"), "not a picture at all");

    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> Image.read(file));

    assertTrue(e.getMessage().contains("notes.png is not"), e.getMessage());
    assertTrue(e.getMessage().endsWith("save it again as PNG"), e.getMessage());
  }

  @Test
  void a_file_cut_short_anywhere_in_its_header_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(save(noise(), "png"));

    for (int length = 0; length < 60; length += 3) {
      Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, length));
      assertThrows(UncheckedIOException.class, () -> Image.read(cut), "cut at " + length);
    }
  }

  @Test
  void a_file_cut_short_in_its_pixels_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(save(noise(), "png"));
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));

    assertThrows(UncheckedIOException.class, () -> Image.read(cut));
  }

  private static BufferedImage noise() {
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1200; i++) {
      picture.setRGB(i % 40, i / 40, (int) Seed.bits(1, i) & 0xFFFFFF);
    }
    return picture;
  }

  private Path save(BufferedImage picture, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    assertTrue(ImageIO.write(picture, format, file.toFile()));
    return file;
  }
}
