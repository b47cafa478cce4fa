package io.otherwise.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import org.junit.jupiter.api.Test;

class JpegTest {
  private final Image smooth = Resize.plain(ResizeTest.noise(4, 4), 48, 40, Kernel.BILINEAR);

  @Test
  void the_picture_keeps_its_size_id_and_look() {
    Image back = Jpeg.rounded(smooth, 90);

    assertEquals(smooth.id(), back.id());
    assertEquals(48, back.height());
    assertEquals(40, back.width());
    assertTrue(error(back) < .02, "mean error " + error(back));
  }

  @Test
  void lower_quality_loses_more_and_takes_less() {
    assertTrue(error(Jpeg.rounded(smooth, 10)) > error(Jpeg.rounded(smooth, 75)));
    assertTrue(Jpeg.encode(smooth, 10).length < Jpeg.encode(smooth, 95).length);
  }

  @Test
  void equal_images_give_equal_bytes() {
    assertArrayEquals(Jpeg.encode(smooth, 75), Jpeg.encode(smooth, 75));
  }

  @Test
  void the_quality_reaches_the_tables_as_libjpeg_scales_them() {
    byte[] bytes = Jpeg.encode(smooth, 75);
    int table = 0;
    while (bytes[table] != (byte) 0xFF || bytes[table + 1] != (byte) 0xDB) {
      table++;
    }

    // The first luminance entries of the standard's annex K, halved: 16, 11, 12, ... become 8, 6,
    // 6.
    assertEquals(8, bytes[table + 5]);
    assertEquals(6, bytes[table + 6]);
    assertEquals(6, bytes[table + 7]);
  }

  @Test
  void a_fraction_of_one_is_not_a_quality() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Jpeg.encode(smooth, 0));

    assertTrue(e.getMessage().startsWith("JPEG quality lies in 1 to 100"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Jpeg.encode(smooth, 101));
  }

  private double error(Image other) {
    double sum = 0;
    for (float change : Difference.absolute(smooth, other)) {
      sum += change;
    }
    return sum / (smooth.height() * smooth.width());
  }
}
