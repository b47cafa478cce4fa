package io.otherwise.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
  private final Image noise = ResizeTest.noise(33, 21);

  @Test
  void every_8_bit_value_survives() {
    float[] values = new float[3 * 256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 256 / 255f;
    }
    Image image = Image.of("ramp", 16, 16, values);

    assertTrue(image.samePixels(Png.decode("ramp", Png.encode(image))));
  }

  @Test
  void values_are_rounded_to_the_nearest_with_halves_up() {
    assertEquals(0, Png.toByte(0f));
    assertEquals(255, Png.toByte(1f));
    assertEquals(128, Png.toByte(.5f));
    assertEquals(1, Png.toByte(.5f / 255f));
    assertEquals(0, Png.toByte(.49f / 255f));
    assertEquals(254, Png.toByte(254.49f / 255f));
  }

  @Test
  void what_is_read_back_is_what_rounding_promised() {
    assertTrue(Png.rounded(noise).samePixels(Png.decode("noise", Png.encode(noise))));
    assertTrue(Png.rounded(noise).samePixels(Png.rounded(Png.rounded(noise))));
  }

  @Test
  void another_decoder_agrees_on_every_pixel() throws IOException {
    var picture = ImageIO.read(new ByteArrayInputStream(Png.encode(noise)));

    assertEquals(21, picture.getWidth());
    for (int y = 0; y < 33; y++) {
      for (int x = 0; x < 21; x++) {
        int rgb = picture.getRGB(x, y);
        assertEquals(Png.toByte(noise.at(0, y, x)), rgb >> 16 & 255);
        assertEquals(Png.toByte(noise.at(1, y, x)), rgb >> 8 & 255);
        assertEquals(Png.toByte(noise.at(2, y, x)), rgb & 255);
      }
    }
  }

  @Test
  void equal_images_give_equal_bytes_whatever_their_ids() {
    assertArrayEquals(Png.encode(noise), Png.encode(noise.named("other")));
  }

  @Test
  void smooth_pictures_are_much_smaller_than_raw_bytes() {
    float[] values = new float[3 * 64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 64 + i / 64 % 64) / 126f;
    }

    assertTrue(Png.encode(Image.of("slope", 64, 64, values)).length < 1000);
  }

  @Test
  void a_written_file_is_read_by_name(@TempDir Path folder) {
    Path file = folder.resolve("deep/noise.png");

    Png.write(noise, file);

    assertTrue(Png.rounded(noise).samePixels(Image.read(file)));
    assertEquals("noise.png", Image.read(file).id());
  }

  @Test
  void half_a_file_is_no_image() {
    byte[] bytes = Png.encode(noise);
    byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);

    assertThrows(UncheckedIOException.class, () -> Png.decode("cut", cut));
  }
}
