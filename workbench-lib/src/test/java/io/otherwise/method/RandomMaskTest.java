package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Seed;
import io.otherwise.guidance.Consensus;
import io.otherwise.guidance.Masks;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The control of LDCE's mask keeps as much as the mask, in pieces as large. */
class RandomMaskTest {
  private static final int N = 3;
  private static final int SIDE = 8;
  private static final int STEP = 4;
  private static final double DEGREES = 85;

  private final Noise noise = Noise.counted(Seed.seed(0), List.of("a", "b", "c"));
  private Scope scope;
  private Tensor implicit;
  private Tensor score;

  @BeforeEach
  void open() {
    scope = Scope.open();
    implicit = noise.draw("implicit", 0, N, 4, SIDE, SIDE);
    score = noise.draw("score", 0, N, 4, SIDE, SIDE);
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private float[] random(int patch) {
    return LdceSwitches.published()
        .consensus(LdceSwitches.Rule.RANDOM_MASK)
        .patch(patch)
        .mask(implicit, score, DEGREES, noise, STEP)
        .floats();
  }

  private float[] consensus(int patch) {
    return Consensus.mask(implicit, score, DEGREES, patch, true).floats();
  }

  /** The places of largest noise, as stored answers to patches of one place were drawn. */
  @Test
  void single_places_are_drawn_as_they_always_were() {
    Tensor drawn = noise.draw("random mask", STEP, N, 1, SIDE, SIDE);
    float[] kept = consensus(1);
    float[] expected = new float[kept.length];
    int plane = SIDE * SIDE;
    for (int i = 0; i < N; i++) {
      float[] own = Arrays.copyOfRange(kept, i * plane, (i + 1) * plane);
      int count = 0;
      for (float value : own) {
        count += value > 0.5 ? 1 : 0;
      }
      assertTrue(count > 0 && count < plane, "kept " + count);
      float[] largest = Masks.largest(drawn.narrow(0, i, 1), count).floats();
      System.arraycopy(largest, 0, expected, i * plane, plane);
    }

    assertArrayEquals(expected, random(1));
  }

  @Test
  void larger_patches_are_drawn_whole_and_as_many() {
    for (int patch : new int[] {2, 4}) {
      float[] random = random(patch);
      float[] consensus = consensus(patch);
      for (int k = 0; k < random.length; k++) {
        int x = k % SIDE;
        int y = k / SIDE % SIDE;
        int corner = k - x % patch - y % patch * SIDE;
        assertEquals(random[corner], random[k], "place " + k + " of patches of " + patch);
      }
      for (int from = 0; from < random.length; from += SIDE * SIDE) {
        assertEquals(sum(consensus, from), sum(random, from));
      }
      assertFalse(Arrays.equals(consensus, random), "patches of " + patch);
    }
  }

  private static double sum(float[] values, int from) {
    double sum = 0;
    for (int k = from; k < from + SIDE * SIDE; k++) {
      sum += values[k];
    }
    return sum;
  }
}
