package io.otherwise.kernel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a test wait until a cell runs: a stop before that would come while it compiles. */
public final class Door {
  private static volatile CountDownLatch begun = new CountDownLatch(1);

  private Door() {}

  static void close() {
    begun = new CountDownLatch(1);
  }

  static void await() throws InterruptedException {
    if (!begun.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the cell did not begin within a minute");
    }
  }

  /** Called by a cell. */
  public static void begin() {
    begun.countDown();
  }

  /** Called by a cell: a library that takes an interrupt as a reason to return early. */
  public static void returnWhenInterrupted() {
    begin();
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
  }

  /** Called by a cell: work without checks, as of a library. */
  public static void busyInLibrary(long millis) {
    begin();
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
