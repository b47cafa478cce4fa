package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ViewsTest {
  private static final Views STILL = new Views(1, 1, 0, 0, 0);

  /** N pictures of 4 x 4 whose values count along rows and channels. */
  private static Tensor pictures(int n) {
    float[] values = new float[n * 48];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 48 / 48f;
    }
    return Tensor.of(values, n, 3, 4, 4);
  }

  @Test
  void without_change_a_picture_stays_or_is_mirrored_and_both_happen() {
    try (Scope scope = Scope.open()) {
      Tensor views = STILL.of(pictures(12), "one", 0);
      assertArrayEquals(new long[] {12, 3, 4, 4}, views.shape());
      float[] whole = pictures(1).floats();
      int mirrored = 0;
      for (int i = 0; i < 12; i++) {
        float[] view = views.narrow(0, i, 1).floats();
        boolean flipped = view[0] > view[3];
        mirrored += flipped ? 1 : 0;
        for (int k = 0; k < 48; k++) {
          int from = flipped ? k / 4 * 4 + 3 - k % 4 : k;
          assertEquals(whole[from], view[k], 1e-6);
        }
      }
      assertTrue(mirrored > 0 && mirrored < 12, "mirrored " + mirrored);
    }
  }

  @Test
  void a_view_depends_on_its_name_and_step_alone() {
    Views views = Views.faces(3);
    try (Scope scope = Scope.open()) {
      float[] once = views.of(pictures(2), "one", 5).floats();
      assertArrayEquals(once, views.of(pictures(2), "one", 5).floats());
      assertFalse(Arrays.equals(once, views.of(pictures(2), "two", 5).floats()));
      assertFalse(Arrays.equals(once, views.of(pictures(2), "one", 6).floats()));
      assertFalse(Arrays.equals(once, Views.faces(4).of(pictures(2), "one", 5).floats()));
    }
  }

  @Test
  void light_and_tint_stay_in_their_range_and_leave_no_picture_alike() {
    try (Scope scope = Scope.open()) {
      Tensor grey = Tensor.full(0.5, 20, 3, 4, 4);
      float[] means = new Views(1, 1, 0.3, 0.1, 0).of(grey, "one", 0).mean(2, 3).floats();
      for (float mean : means) {
        assertTrue(mean >= 0.5 * 0.7 * 0.9 && mean <= 0.5 * 1.3 * 1.1, "mean " + mean);
      }
      assertEquals(60, new java.util.HashSet<>(boxed(means)).size());
    }
  }

  private static java.util.List<Float> boxed(float... values) {
    java.util.List<Float> boxed = new java.util.ArrayList<>();
    for (float v : values) {
      boxed.add(v);
    }
    return boxed;
  }

  @Test
  void a_part_of_an_even_picture_is_even_and_noise_is_not() {
    try (Scope scope = Scope.open()) {
      Tensor grey = Tensor.full(0.5, 3, 3, 8, 8);
      for (float v : new Views(1, 0.5, 0, 0, 0).of(grey, "one", 0).floats()) {
        assertEquals(0.5, v, 1e-6);
      }
      float[] noisy = new Views(1, 0.5, 0, 0, 0.1).of(grey, "one", 0).floats();
      double sum = 0;
      for (float v : noisy) {
        assertEquals(0.5, v, 0.1001);
        sum += (v - 0.5) * (v - 0.5);
      }
      assertEquals(0.1 / Math.sqrt(3), Math.sqrt(sum / noisy.length), 0.005);
    }
  }

  @Test
  void changes_that_make_no_view_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Views(1, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Views(1, 1.1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Views(1, 1, -0.1, 0, 0));
  }
}
