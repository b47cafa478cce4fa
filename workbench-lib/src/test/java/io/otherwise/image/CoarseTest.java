package io.otherwise.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** How much of a change is coarse. */
class CoarseTest {
  private static final int SIDE = 8;
  private static final Image GREY = picture("grey", i -> .5);

  private static Image picture(String id, IntToDoubleFunction value) {
    float[] values = new float[Image.CHANNELS * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    return Image.of(id, SIDE, SIDE, values);
  }

  @Test
  void a_change_of_brightness_is_all_coarse() {
    assertEquals(1, Coarse.share(GREY, picture("bright", i -> .75), 4), 1e-9);
  }

  @Test
  void a_chessboard_of_pixels_is_not_coarse_at_all() {
    Image board = picture("board", i -> (i / SIDE + i) % 2 == 0 ? .25 : .75);

    assertEquals(0, Coarse.share(GREY, board, 4), 1e-9);
    assertEquals(1, Coarse.share(GREY, board, 1), 1e-9);
  }

  @Test
  void one_pixel_is_one_part_of_its_block() {
    Image dot = picture("dot", i -> i == 3 ? 1 : .5);

    assertEquals(1 / 16.0, Coarse.share(GREY, dot, 4), 1e-9);
    assertEquals(1 / 4.0, Coarse.share(GREY, dot, 2), 1e-9);
  }

  @Test
  void blocks_of_one_picture_do_not_mix_channels_or_rows() {
    // The first block of red rises, that of green falls: each is coarse by itself.
    Image two =
        picture(
            "two",
            i -> {
              boolean block = i % SIDE < 4 && i / SIDE % SIDE < 4;
              int channel = i / SIDE / SIDE;
              return block && channel < 2 ? .5 + (channel == 0 ? .25 : -.25) : .5;
            });

    assertEquals(1, Coarse.share(GREY, two, 4), 1e-9);
  }

  @Test
  void nothing_changed_has_no_share() {
    assertTrue(Double.isNaN(Coarse.share(GREY, GREY, 4)));
  }

  @Test
  void other_sizes_and_blocks_that_do_not_fill_are_refused() {
    Image small = Image.of("small", 1, 1, new float[Image.CHANNELS]);

    assertThrows(IllegalArgumentException.class, () -> Coarse.share(GREY, small, 1));
    assertThrows(IllegalArgumentException.class, () -> Coarse.share(GREY, GREY, 3));
    assertThrows(IllegalArgumentException.class, () -> Coarse.share(GREY, GREY, 0));
  }
}
