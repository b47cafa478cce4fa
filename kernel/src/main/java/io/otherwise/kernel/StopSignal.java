package io.otherwise.kernel;

import java.util.HashSet;
import java.util.Set;

/**
 * Which threads must leave notebook code now. Every loop and every method that a cell defines calls
 * {@link #poll()}; one plain read of a flag while nothing is being stopped.
 *
 * <p>The state is static because the instrumented byte code has no other way to reach it; there is
 * one notebook in a process.
 */
public final class StopSignal {
  private static volatile Set<Thread> doomed = Set.of();
  private static volatile boolean armed;

  private StopSignal() {}

  /**
   * Returns at once, unless the running thread was told to stop.
   *
   * @throws CellStopped in a thread that was told to stop
   */
  public static void poll() {
    if (armed) {
      check();
    }
  }

  private static void check() {
    if (doomed.contains(Thread.currentThread())) {
      throw new CellStopped();
    }
  }

  /** Tells these threads to stop; they stay told until they are spared or dead. */
  static synchronized void stop(Set<Thread> threads) {
    Set<Thread> told = new HashSet<>(doomed);
    told.addAll(threads);
    set(told);
  }

  /** Lets these threads go on, and forgets the dead. */
  static synchronized void spare(Set<Thread> threads) {
    Set<Thread> told = new HashSet<>(doomed);
    told.removeAll(threads);
    set(told);
  }

  private static void set(Set<Thread> told) {
    told.removeIf(thread -> !thread.isAlive());
    doomed = Set.copyOf(told);
    armed = !told.isEmpty();
  }

  /** True while some thread has been told to stop. */
  static boolean isArmed() {
    return armed;
  }
}
