package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributeTokensTest {
  private static final int ATTRIBUTES = 8;
  private static final int IMAGES = 9000;

  /** Images without pixels: attribute a of image i is shown where i + a is even. */
  private static final AttributeTokens TOKENS =
      new AttributeTokens(5, ATTRIBUTES, (image, attribute) -> (image + attribute) % 2 == 0);

  private static final int[] ALL = IntStream.range(0, IMAGES).toArray();

  @Test
  void as_many_images_keep_one_attribute_as_keep_none_or_all() {
    long[] rows = TOKENS.rows(3, ALL);
    int[] images = new int[ATTRIBUTES + 1];
    for (int i = 0; i < IMAGES; i++) {
      int kept = 0;
      for (int a = 0; a < ATTRIBUTES; a++) {
        kept += rows[i * ATTRIBUTES + a] == 3L * a ? 0 : 1;
      }
      images[kept]++;
    }
    // 1,000 each is expected, with a deviation of 30.
    for (int count : images) {
      assertTrue(Math.abs(count - 1000) < 150, Arrays.toString(images));
    }
  }

  @Test
  void what_is_kept_is_what_the_image_shows() {
    long[] rows = TOKENS.rows(3, ALL);
    for (int i = 0; i < IMAGES; i++) {
      for (int a = 0; a < ATTRIBUTES; a++) {
        long shown = rows[i * ATTRIBUTES + a] - 3L * a;
        assertTrue(
            shown == 0 || shown == (TOKENS.labels().label(i, a) ? 2 : 1), "image " + i + ", " + a);
      }
    }
  }

  @Test
  void the_same_step_withholds_the_same_and_the_next_one_others() {
    long[] first = TOKENS.rows(3, ALL);

    assertArrayEquals(first, TOKENS.rows(3, ALL));
    assertFalse(Arrays.equals(first, TOKENS.rows(4, ALL)));
  }
}
