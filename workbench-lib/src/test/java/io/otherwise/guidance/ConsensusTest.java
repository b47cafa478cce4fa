package io.otherwise.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsensusTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /** Two channels, one row of four pixels: the vectors (1,0), (0,1), (-1,0) and (1,1). */
  private static Tensor around() {
    return Tensor.of(new float[] {1, 0, -1, 1, 0, 1, 0, 1}, 1, 2, 1, 4);
  }

  private static Tensor right() {
    return Tensor.of(new float[] {2, 2, 2, 2, 0, 0, 0, 0}, 1, 2, 1, 4);
  }

  private static Tensor waves(int seed) {
    float[] values = new float[2 * 3 * 4 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(seed + 1.7 * i);
    }
    return Tensor.of(values, 2, 3, 4, 4);
  }

  @Test
  void angles_are_in_degrees_and_ignore_lengths() {
    float[] degrees = Consensus.degrees(right(), around(), 1).floats();

    assertArrayEquals(new float[] {0, 90, 180, 45}, degrees, 0.05f);
  }

  @Test
  void the_mask_keeps_angles_up_to_the_limit() {
    float[] mask = Consensus.mask(right(), around(), 60, 1, true).floats();

    assertArrayEquals(new float[] {1, 0, 0, 1}, mask);
  }

  @Test
  void consensus_at_180_degrees_changes_nothing() {
    Tensor score = waves(2);

    Tensor mask = Consensus.mask(waves(1), score, 180, 1, true);

    assertArrayEquals(score.floats(), Consensus.filtered(score, mask, 0).floats());
  }

  @Test
  void a_smaller_angle_keeps_a_subset() {
    float[] wide = Consensus.mask(waves(1), waves(2), 90, 1, true).floats();
    float[] narrow = Consensus.mask(waves(1), waves(2), 45, 1, true).floats();

    int lost = 0;
    for (int i = 0; i < wide.length; i++) {
      assertTrue(narrow[i] <= wide[i]);
      lost += wide[i] > narrow[i] ? 1 : 0;
    }
    assertTrue(lost > 0, "45 degrees drop something that 90 keep");
  }

  @Test
  void a_zero_vector_is_kept_as_in_the_code_or_dropped_on_request() {
    Tensor zero = Tensor.full(0, 1, 2, 1, 4);

    assertArrayEquals(
        new float[] {1, 1, 1, 1}, Consensus.mask(right(), zero, 45, 1, true).floats());
    assertArrayEquals(
        new float[] {0, 0, 0, 0}, Consensus.mask(right(), zero, 45, 1, false).floats());
  }

  @Test
  void a_patch_is_one_vector_of_all_its_pixels_and_channels() {
    // Upper left agrees in sum though one of its pixels points away; the other patches oppose.
    float[] a = new float[16];
    float[] b = new float[16];
    for (int i = 0; i < 16; i++) {
      boolean upperLeft = i / 4 < 2 && i % 4 < 2;
      a[i] = 1;
      b[i] = upperLeft ? 1 : -1;
    }
    b[0] = -0.1f;

    Tensor mask = Consensus.mask(Tensor.of(a, 1, 1, 4, 4), Tensor.of(b, 1, 1, 4, 4), 45, 2, true);

    float[] upperLeft = {1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertArrayEquals(upperLeft, mask.floats());
    assertEquals(0.25, Masks.keptFraction(mask).item(), 1e-6);
  }

  @Test
  void dropped_places_get_the_overwrite_value_in_every_channel() {
    Tensor mask = Consensus.mask(right(), around(), 60, 1, true);

    float[] filtered = Consensus.filtered(around(), mask, 7).floats();

    assertArrayEquals(new float[] {1, 7, 7, 1, 0, 7, 7, 1}, filtered);
  }

  @Test
  void samples_do_not_see_each_other() {
    Tensor both = Consensus.mask(waves(1), waves(2), 80, 2, true);
    Tensor alone = Consensus.mask(waves(1).narrow(0, 1, 1), waves(2).narrow(0, 1, 1), 80, 2, true);

    assertArrayEquals(alone.floats(), both.narrow(0, 1, 1).floats());
  }

  @Test
  void chance_keeps_what_the_paper_reports_of_three_and_four_channels() {
    assertEquals(0.146, Consensus.chance(45, 3), 5e-4);
    assertEquals(0.091, Consensus.chance(45, 4), 5e-4);
    assertEquals(0.25, Consensus.chance(45, 2), 1e-12);
    assertEquals(0.5, Consensus.chance(90, 7), 1e-12);
    assertEquals(1, Consensus.chance(180, 4), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Consensus.chance(45, 1));
  }
}
