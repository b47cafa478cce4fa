package io.otherwise.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimestepsTest {
  private static final NoiseSchedule CIN = NoiseSchedule.cin256();

  private static int[] spaced(int steps, String sections) {
    return Timesteps.spaced(NoiseSchedule.latent(0.00085, 0.012, steps), sections).toArray();
  }

  @Test
  void the_ddim_list_is_every_cth_timestep_plus_one() {
    int[] fifty = Timesteps.ddim(CIN, 50).toArray();
    int[] fiveHundred = Timesteps.ddim(CIN, 500).toArray();

    assertEquals(50, fifty.length);
    assertArrayEquals(new int[] {1, 21, 41, 61}, Arrays.copyOf(fifty, 4));
    assertEquals(981, fifty[49]);
    assertEquals(500, fiveHundred.length);
    assertArrayEquals(new int[] {1, 3, 5, 7}, Arrays.copyOf(fiveHundred, 4));
    assertEquals(999, fiveHundred[499]);
  }

  @Test
  void a_count_that_does_not_divide_gives_a_longer_list_as_in_the_reference() {
    int[] list = Timesteps.ddim(CIN, 300).toArray();

    assertEquals(334, list.length);
    assertEquals(999, list[333], "1 + 999 would lie outside the schedule");
  }

  @Test
  void below_position_zero_lies_timestep_zero_not_the_clean_image() {
    Timesteps list = Timesteps.ddim(CIN, 50);

    assertEquals(CIN.alphaBar(0), list.alphaBarPrevious(0));
    assertEquals(1 - 0.0015, list.alphaBarPrevious(0), 1e-12);
    assertEquals(list.alphaBar(6), list.alphaBarPrevious(7));
  }

  @Test
  void a_count_outside_the_schedule_is_refused() {
    for (int count : new int[] {0, -3, 1001}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Timesteps.ddim(CIN, count))
              .getMessage();
      assertTrue(message.contains("asked for " + count), message);
    }
  }

  @Test
  void respacing_spreads_a_count_over_both_ends() {
    assertArrayEquals(new int[] {0, 2, 4, 7, 9}, spaced(10, "5"));
    assertArrayEquals(new int[] {0, 42, 83, 125}, Arrays.copyOf(spaced(1000, "25"), 4));
    assertEquals(999, spaced(1000, "25")[24]);
  }

  @Test
  void sections_have_counts_of_their_own() {
    // 100 and 100 and 100: ends included in each.
    assertArrayEquals(new int[] {0, 99, 100, 150, 199, 200}, spaced(300, "2,3,1"));
  }

  @Test
  void the_ddim_form_takes_exactly_every_cth() {
    assertArrayEquals(new int[] {0, 250, 500, 750}, spaced(1000, "ddim4"));
  }

  @Test
  void an_impossible_respacing_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> spaced(10, "11"));
    assertThrows(IllegalArgumentException.class, () -> spaced(1000, "ddim999"));
    assertThrows(IllegalArgumentException.class, () -> spaced(1000, "many"));
  }

  @Test
  void a_respaced_schedule_keeps_the_signal_of_the_kept_timesteps() {
    Timesteps list = Timesteps.spaced(NoiseSchedule.linear(1000), "20");
    NoiseSchedule respaced = list.respaced();

    assertEquals(20, respaced.steps());
    for (int i = 0; i < 20; i++) {
      assertEquals(list.alphaBar(i), respaced.alphaBar(i), 1e-12);
    }
  }
}
