package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MasksTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /** Two channels, one row. */
  private static Tensor row(float... values) {
    return Tensor.of(values, 1, 2, 1, values.length / 2);
  }

  @Test
  void a_change_sums_channels_in_parts_of_the_largest() {
    Tensor change = Masks.change(row(0, 0.5f, 0, 0, 0.5f, 0), row(0.25f, 0, 0, 0.25f, 1, 0));

    assertArrayEquals(new float[] {0.5f, 1, 0}, change.floats(), 1e-6f);
  }

  @Test
  void an_unchanged_picture_has_no_change_instead_of_none_at_all() {
    Tensor x = row(0.1f, 0.2f, 0.3f, 0.4f);

    assertArrayEquals(new float[] {0, 0}, Masks.change(x, x).floats());
  }

  @Test
  void samples_have_largest_changes_of_their_own() {
    Tensor a = Tensor.of(new float[] {0, 0, 0, 0}, 2, 1, 1, 2);
    Tensor b = Tensor.of(new float[] {1, 0.5f, 0.1f, 0.05f}, 2, 1, 1, 2);

    assertArrayEquals(new float[] {1, 0.5f, 1, 0.5f}, Masks.change(a, b).floats(), 1e-6f);
  }

  @Test
  void what_lies_near_a_change_is_not_unchanged() {
    Tensor change = Tensor.of(new float[] {0, 0, 0.15f, 0, 0, 0.1f}, 1, 1, 1, 6);

    assertArrayEquals(new float[] {1, 0, 0, 0, 1, 1}, Masks.unchanged(change, 3, 0.15).floats());
    assertArrayEquals(new float[] {1, 1, 0, 1, 1, 1}, Masks.unchanged(change, 1, 0.15).floats());
  }

  @Test
  void with_a_threshold_of_zero_nothing_counts_as_unchanged() {
    Tensor change = Tensor.of(new float[] {0, 1}, 1, 1, 1, 2);

    assertArrayEquals(new float[] {0, 0}, Masks.unchanged(change, 1, 0).floats());
  }

  @Test
  void a_blend_takes_the_first_where_the_mask_is_one() {
    Tensor mask = Tensor.of(new float[] {1, 0}, 1, 1, 1, 2);

    Tensor blend = Masks.blend(mask, row(1, 2, 3, 4), row(5, 6, 7, 8));

    assertArrayEquals(new float[] {1, 6, 3, 8}, blend.floats());
  }

  @Test
  void the_largest_values_of_each_plane_are_marked() {
    Tensor values = Tensor.of(new float[] {3, 1, 2, 5, 7, 6, 9, 8}, 2, 1, 2, 2);

    float[] found = Masks.largest(values, 2).floats();

    assertArrayEquals(new float[] {1, 0, 0, 1, 0, 0, 1, 1}, found);
  }

  @Test
  void of_equal_values_the_first_ones_count_and_never_more_than_asked() {
    Tensor values = Tensor.of(new float[] {0, 4, 0, 0}, 1, 1, 2, 2);

    assertArrayEquals(new float[] {1, 1, 0, 0}, Masks.largest(values, 2).floats());
    assertArrayEquals(new float[] {1, 1, 1, 1}, Masks.largest(values, 4).floats());
  }

  @Test
  void a_latent_mask_covers_any_pixel_or_at_least_half_of_them() {
    Tensor mask = Tensor.of(new float[] {0, 0, 1, 0, 0, 1, 1, 1}, 1, 1, 2, 4);

    assertArrayEquals(new float[] {1, 1}, Masks.shrunkToAny(mask, 2).floats());
    assertArrayEquals(new float[] {0, 1}, Masks.shrunkToHalf(mask, 2).floats());
    assertArrayEquals(new long[] {1, 1, 1, 2}, Masks.shrunkToAny(mask, 2).shape());
  }

  @Test
  void two_pixels_of_four_are_half() {
    Tensor mask = Tensor.of(new float[] {1, 0, 0, 1}, 1, 1, 2, 2);

    assertArrayEquals(new float[] {1}, Masks.shrunkToHalf(mask, 2).floats());
  }

  @Test
  void a_latent_mask_of_one_pixel_a_latent_pixel_is_the_mask() {
    Tensor mask = Tensor.of(new float[] {1, 0, 0, 1, 0, 1}, 2, 1, 1, 3);

    assertArrayEquals(mask.floats(), Masks.shrunkToAny(mask, 1).floats());
    assertArrayEquals(mask.floats(), Masks.shrunkToHalf(mask, 1).floats());
  }

  @Test
  void scattered_places_are_as_many_in_each_sample_and_where_the_noise_is_largest() {
    try (Scope scope = Scope.open()) {
      Tensor mask = Tensor.of(new float[] {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 3, 1, 2, 2);
      Tensor noise = Tensor.of(new float[] {.1f, .3f, .2f, -1, 4, 3, 2, 1, 0, 5, 2, 1}, 3, 1, 2, 2);
      float[] expected = {0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0};
      assertArrayEquals(expected, Masks.scattered(mask, noise, 1).floats());
    }
  }

  @Test
  void scattered_patches_are_whole_and_as_many_as_the_mask_keeps() {
    float[] oneOfFour = {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    float[] threeOfFour = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1};
    float[] both = new float[32];
    System.arraycopy(oneOfFour, 0, both, 0, 16);
    System.arraycopy(threeOfFour, 0, both, 16, 16);
    Tensor noise = Tensor.of(new float[] {1, 2, 4, 3, 4, 1, 2, 3}, 2, 1, 2, 2);

    Tensor scattered = Masks.scattered(Tensor.of(both, 2, 1, 4, 4), noise, 2);

    assertArrayEquals(new long[] {2, 1, 4, 4}, scattered.shape());
    assertArrayEquals(
        new float[] {
          0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, //
          1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1
        },
        scattered.floats());
  }
}
