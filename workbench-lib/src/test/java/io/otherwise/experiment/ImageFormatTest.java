package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.otherwise.explain.Image;
import io.otherwise.image.Png;
import org.junit.jupiter.api.Test;

class ImageFormatTest {
  private final Image image =
      Image.of("a", 1, 2, new float[] {0, 1, .1f, Float.MIN_VALUE, 1 / 3f, .999999f});

  @Test
  void floats_come_back_to_the_bit() {
    assertEquals(image, ImageFormat.FLOAT.decode("a", 1, 2, ImageFormat.FLOAT.encode(image)));
  }

  @Test
  void floats_are_little_endian_channel_by_channel() {
    byte[] one = {0, 0, (byte) 0x80, 0x3f};

    byte[] bytes = ImageFormat.FLOAT.encode(image);

    assertEquals(24, bytes.length);
    assertArrayEquals(one, java.util.Arrays.copyOfRange(bytes, 4, 8));
  }

  @Test
  void png_comes_back_rounded() {
    assertEquals(
        Png.rounded(image), ImageFormat.PNG.decode("a", 1, 2, ImageFormat.PNG.encode(image)));
  }

  @Test
  void bytes_of_another_size_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageFormat.FLOAT.decode("a", 2, 2, ImageFormat.FLOAT.encode(image)));
  }
}
