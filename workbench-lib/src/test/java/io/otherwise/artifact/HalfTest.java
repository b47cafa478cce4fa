package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfTest {
  @Test
  void landmarks_of_binary16_have_their_published_values() {
    assertEquals(1f, Half.fromF16((short) 0x3C00));
    assertEquals(-2f, Half.fromF16((short) 0xC000));
    assertEquals(65504f, Half.fromF16((short) 0x7BFF));
    assertEquals(0x1p-24f, Half.fromF16((short) 0x0001));
    assertEquals(0x1p-14f, Half.fromF16((short) 0x0400));
    assertEquals(0.333251953125f, Half.fromF16((short) 0x3555));
    assertEquals(Float.NEGATIVE_INFINITY, Half.fromF16((short) 0xFC00));
    assertEquals(-0f, Half.fromF16((short) 0x8000));
  }

  @Test
  void every_half_comes_back_as_itself() {
    for (int bits = 0; bits < 65536; bits++) {
      float wide = Half.fromF16((short) bits);
      if (Float.isNaN(wide)) {
        assertTrue(Float.isNaN(Half.fromF16(Half.toF16(wide))));
      } else {
        assertEquals((short) bits, Half.toF16(wide));
      }
    }
  }

  @Test
  void ties_go_to_the_even_neighbour_and_anything_more_goes_up() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      float low = Half.fromF16((short) bits);
      float high = Half.fromF16((short) (bits + 1));
      float middle = (low + high) / 2; // exact: floats have 13 more bits
      int even = bits % 2 == 0 ? bits : bits + 1;

      assertEquals((short) even, Half.toF16(middle));
      assertEquals((short) bits, Half.toF16(Math.nextDown(middle)));
      assertEquals((short) (bits + 1), Half.toF16(Math.nextUp(middle)));
      assertEquals((short) (even | 0x8000), Half.toF16(-middle));
    }
  }

  @Test
  void magnitudes_from_65520_on_are_infinite() {
    assertEquals((short) 0x7BFF, Half.toF16(Math.nextDown(65520f)));
    assertEquals((short) 0x7C00, Half.toF16(65520f));
    assertEquals((short) 0xFC00, Half.toF16(Float.NEGATIVE_INFINITY));
  }

  @Test
  void tiny_numbers_vanish_with_their_sign() {
    assertEquals((short) 0, Half.toF16(0x1p-25f));
    assertEquals((short) 1, Half.toF16(Math.nextUp(0x1p-25f)));
    assertEquals((short) 0x8000, Half.toF16(-Float.MIN_VALUE));
  }

  @Test
  void nan_stays_nan() {
    assertTrue(Float.isNaN(Half.fromF16(Half.toF16(Float.NaN))));
    assertTrue(Float.isNaN(Half.fromF16(Half.toF16(Float.intBitsToFloat(0x7F800001)))));
    assertTrue(Float.isNaN(Half.fromBf16(Half.toBf16(Float.intBitsToFloat(0x7F800001)))));
  }

  @Test
  void bfloat16_takes_the_nearer_neighbour() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt() & 0xBFFFFFFF); // finite, below 2
      float rounded = Half.fromBf16(Half.toBf16(value));
      float cut = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFF0000);
      float next = Float.intBitsToFloat(Float.floatToRawIntBits(cut) + 0x10000);
      double best = Math.min(Math.abs((double) value - cut), Math.abs((double) value - next));

      assertEquals(best, Math.abs((double) value - rounded));
    }
    assertEquals((short) 0x3F80, Half.toBf16(1f + 0x1p-8f), "a tie goes to the even neighbour");
    assertEquals((short) 0x3F82, Half.toBf16(1f + 3 * 0x1p-8f));
  }
}
