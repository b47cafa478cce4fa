package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TensorTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor row(float... values) {
    return Tensor.of(values, 1, values.length);
  }

  @Test
  void values_come_back_as_they_went_in() {
    float[] values = {1, -2.5f, 3e-8f, 4};

    assertArrayEquals(values, Tensor.of(values, 2, 2).floats());
    assertArrayEquals(new long[] {2, 2}, Tensor.of(values, 2, 2).shape());
  }

  @Test
  void integers_keep_all_their_bits() {
    long[] values = {Long.MAX_VALUE, -1, 1L << 40};

    assertArrayEquals(values, Tensor.of(values, 3).longs());
  }

  @Test
  void one_integer_fills_a_shape() {
    Tensor steps = Tensor.filled(1L << 40, 2, 3);

    assertArrayEquals(new long[] {2, 3}, steps.shape());
    assertArrayEquals(new long[] {1L << 40, 1L << 40, 1L << 40}, steps.narrow(0, 1, 1).longs());
  }

  @Test
  void a_shape_that_does_not_fit_is_refused_with_both_counts() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1, 2, 3}, 2, 2));

    assertTrue(refused.getMessage().contains("4") && refused.getMessage().contains("3"));
  }

  @Test
  void arithmetic_broadcasts_and_takes_numbers() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);

    assertArrayEquals(new float[] {11, 22, 13, 24}, x.plus(row(10, 20)).floats());
    assertArrayEquals(new float[] {0.5f, 1, 1.5f, 2}, x.over(2).floats());
    assertArrayEquals(new float[] {-1, -2, -3, -4}, x.negated().floats());
    assertArrayEquals(new float[] {1, 4, 9, 16}, x.pow(2).floats());
  }

  @Test
  void reductions_keep_their_dimensions() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    assertArrayEquals(new float[] {6, 15}, x.sum(1).floats());
    assertArrayEquals(new long[] {2, 1}, x.sum(1).shape());
    assertEquals(21, x.sum().item());
    assertArrayEquals(new float[] {4, 5, 6}, x.max(0).floats());
    assertArrayEquals(new float[] {1, 2, 3}, x.min(0).floats());
  }

  @Test
  void a_boolean_tensor_chooses() {
    Tensor x = row(-1, 0, Float.NaN);

    assertArrayEquals(new float[] {7, 0, Float.NaN}, x.less(0).choose(row(7, 7, 7), x).floats());
    assertArrayEquals(new long[] {0, 0, 1}, x.isNaN().longs());
    assertArrayEquals(new long[] {0, 1, 0}, x.atLeast(0).longs());
  }

  @Test
  void views_survive_their_source() {
    Tensor view;
    try (Scope inner = Scope.open()) {
      Tensor source = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
      view = inner.keep(source.narrow(0, 1, 1));
    }
    garbage();

    assertArrayEquals(new float[] {3, 4}, view.floats());
  }

  @Test
  void patches_and_back_is_the_identity() {
    float[] values = new float[2 * 3 * 4 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Tensor x = Tensor.of(values, 2, 3, 4, 4);

    assertArrayEquals(new long[] {2, 12, 4}, x.patches(2).shape());
    assertArrayEquals(values, x.patches(2).unpatched(4, 4, 2).floats());
  }

  @Test
  void dilation_takes_the_largest_neighbour() {
    float[] point = new float[25];
    point[12] = 1;

    Tensor grown = Tensor.of(point, 1, 1, 5, 5).dilated(3);

    assertEquals(9, grown.sum().item());
    assertArrayEquals(new long[] {1, 1, 5, 5}, grown.shape());
  }

  @Test
  void item_refuses_more_than_one_value() {
    Tensor two = row(1, 2);

    var refused = assertThrows(IllegalArgumentException.class, two::item);

    assertTrue(refused.getMessage().contains("[1, 2]"));
  }

  @Test
  void lists_are_joined() {
    assertArrayEquals(new float[] {1, 2, 3}, Tensor.cat(List.of(row(1), row(2, 3)), 1).floats());
    assertArrayEquals(new long[] {2, 1, 1}, Tensor.stack(List.of(row(1), row(2)), 0).shape());
  }

  @Test
  void samples_lie_between_pixels_and_outside_is_zero_or_the_border() {
    Tensor row = Tensor.of(new float[] {2, 4, 8, 6}, 1, 1, 1, 4);
    // The middles of pixels lie at -3/4, -1/4, 1/4 and 3/4.
    Tensor at = Tensor.of(new float[] {-.25f, 0, 0, 0, 1, 0, 3, 0}, 1, 1, 4, 2);

    assertArrayEquals(new float[] {4, 6, 6, 6}, row.sampled(at, true).floats(), 1e-6f);
    assertArrayEquals(new float[] {4, 6, 3, 0}, row.sampled(at, false).floats(), 1e-6f);
  }

  @Test
  void bilinear_resampling_of_a_ramp_stays_a_ramp() {
    Tensor ramp = Tensor.of(new float[] {0, 1, 2, 3}, 1, 1, 1, 4);

    float[] halved = ramp.bilinear(1, 2).floats();

    assertArrayEquals(new float[] {0.5f, 2.5f}, halved, 1e-6f);
  }

  private static void garbage() {
    for (int i = 0; i < 20; i++) {
      byte[] waste = new byte[1 << 20];
      waste[i] = 1;
    }
    System.gc();
  }
}
