package io.otherwise.explain;

import java.util.concurrent.CancellationException;

/** How long work ends early: between two steps, by an interrupt of its thread. */
public final class Interrupt {
  private Interrupt() {}

  /**
   * Goes on unless this thread was interrupted; the interrupt stays set.
   *
   * @param where the work is, such as {@code at step 3}
   * @throws CancellationException if it was: {@code stopped at step 3}
   */
  public static void check(String where) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("stopped " + where);
    }
  }
}
