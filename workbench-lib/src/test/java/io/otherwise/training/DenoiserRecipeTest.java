package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DenoiserRecipeTest {
  private static final int ATTRIBUTES = 8;
  private static final int IMAGES = 9000;

  private static final DenoiserRecipe RECIPE =
      new DenoiserRecipe(5, IMAGES, new Stage(1, new LearningRate(1e-3, 1, 1), 0, 0.9));

  /** Images without pixels: attribute a of image i is shown where i + a is even. */
  private static final DenoiserRecipe.Latents LABELS =
      new DenoiserRecipe.Latents() {
        @Override
        public int size() {
          return IMAGES;
        }

        @Override
        public int attributes() {
          return ATTRIBUTES;
        }

        @Override
        public boolean label(int image, int attribute) {
          return (image + attribute) % 2 == 0;
        }

        @Override
        public Tensor of(int step, int... images) {
          throw new AssertionError("tokens need no latents");
        }
      };

  private static final int[] ALL = IntStream.range(0, IMAGES).toArray();

  @Test
  void as_many_images_keep_one_attribute_as_keep_none_or_all() {
    long[] rows = RECIPE.tokens(LABELS, 3, ALL);
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
    long[] rows = RECIPE.tokens(LABELS, 3, ALL);
    for (int i = 0; i < IMAGES; i++) {
      for (int a = 0; a < ATTRIBUTES; a++) {
        long shown = rows[i * ATTRIBUTES + a] - 3L * a;
        assertTrue(shown == 0 || shown == (LABELS.label(i, a) ? 2 : 1), "image " + i + ", " + a);
      }
    }
  }

  @Test
  void the_same_step_withholds_the_same_and_the_next_one_others() {
    long[] first = RECIPE.tokens(LABELS, 3, ALL);

    assertArrayEquals(first, RECIPE.tokens(LABELS, 3, ALL));
    assertFalse(Arrays.equals(first, RECIPE.tokens(LABELS, 4, ALL)));
  }
}
