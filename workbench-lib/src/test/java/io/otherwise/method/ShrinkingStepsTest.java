package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkingStepsTest {
  @Test
  void the_first_step_goes_all_the_way_and_later_ones_less() {
    ShrinkingSteps sizes = new ShrinkingSteps(75, 0.75, -3);

    assertArrayEquals(new float[] {1}, sizes.rates(0));
    assertEquals(2 / 5.0, sizes.rates(9)[0], 1e-6);
  }

  @Test
  void a_loss_that_always_rises_never_shrinks_a_step() {
    ShrinkingSteps sizes = new ShrinkingSteps(50, 0.75, -100);

    for (int i = 0; i < 50; i++) {
      float loss = -99 + i;
      assertFalse(sizes.after(new float[] {loss}, new float[] {loss})[0], "step " + i);
    }
    assertEquals(2 / (Math.sqrt(49) + 2), sizes.rates(49)[0], 1e-6);
  }

  @Test
  void a_loss_that_falls_shrinks_at_every_checkpoint() {
    ShrinkingSteps sizes = new ShrinkingSteps(100, 0.75, -1);
    List<Integer> checkpoints = new ArrayList<>();

    for (int i = 0; i < 100; i++) {
      if (sizes.after(new float[] {-2 - i}, new float[] {-1})[0]) {
        checkpoints.add(i);
      }
    }

    // 22 steps, then 3 fewer each time, down to 6.
    assertEquals(List.of(21, 40, 56, 69, 79, 86, 92, 98), checkpoints);
    assertEquals(2 * Math.pow(0.75, 8), 2 * sizes.rates(0)[0], 1e-6);
  }

  @Test
  void a_best_loss_that_no_longer_improves_shrinks_unless_it_just_did() {
    ShrinkingSteps sizes = new ShrinkingSteps(10, 0.1, 0);
    List<Integer> shrunk = new ArrayList<>();

    for (int i = 0; i < 10; i++) {
      // Rises in every second step, below a best that stays.
      if (sizes.after(new float[] {i % 2 - 5}, new float[] {0})[0]) {
        shrunk.add(i);
      }
    }

    assertFalse(shrunk.isEmpty());
    assertFalse(shrunk.contains(1), "the first checkpoint sees a rise and no standstill yet");
  }

  @Test
  void queries_shrink_apart() {
    ShrinkingSteps sizes = new ShrinkingSteps(4, 0.75, -9, -9);

    boolean[] shrunk = {};
    for (int i = 0; i < 3; i++) {
      float rising = -8 + i;
      shrunk = sizes.after(new float[] {rising, -10 - i}, new float[] {rising, -9});
    }

    assertFalse(shrunk[0]);
    assertTrue(shrunk[1]);
    assertTrue(sizes.rates(3)[0] > sizes.rates(3)[1]);
  }
}
