package io.otherwise.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class InterruptTest {
  @Test
  void work_that_nobody_stops_goes_on() {
    Interrupt.check("at step 1");
  }

  @Test
  void an_interrupt_says_where_it_stopped_and_stays_set() {
    Thread.currentThread().interrupt();
    try {
      var stopped = assertThrows(CancellationException.class, () -> Interrupt.check("at step 3"));
      assertEquals("stopped at step 3", stopped.getMessage());
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
