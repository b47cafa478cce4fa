package io.otherwise.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  private final LearningRate rate = new LearningRate(1e-3, 10, 110);

  @Test
  void it_rises_in_equal_steps_to_its_peak() {
    assertEquals(1e-4, rate.at(0), 1e-12);
    assertEquals(5e-4, rate.at(4), 1e-12);
    assertEquals(1e-3, rate.at(9), 1e-12);
  }

  @Test
  void it_falls_by_a_cosine_to_a_tenth() {
    assertEquals(1e-3, rate.at(10), 1e-12);
    assertEquals(5.5e-4, rate.at(60), 1e-12);
    assertEquals(1e-4, rate.at(110), 1e-12);
    assertEquals(1e-4, rate.at(500), 1e-12);
  }

  @Test
  void it_never_rises_again() {
    for (int step = 10; step < 120; step++) {
      assertTrue(rate.at(step + 1) <= rate.at(step));
    }
  }
}
