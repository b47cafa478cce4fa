package io.otherwise.kernel;

import java.util.concurrent.TimeUnit;
import org.zeromq.ZMQ;

/**
 * After a cell has failed, the cells that were queued behind it are skipped: "run all" stops at the
 * first error. A cell sent later runs.
 */
final class RunAll {
  /** The library takes one request each 50 ms; a request that waited comes within this time. */
  private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private boolean skipping;
  private long since;

  /** A cell has failed; {@code shell} holds what is queued behind it. */
  void failed(ZMQ.Socket shell) {
    skipping = (shell.getEvents() & ZMQ.Poller.POLLIN) != 0;
    since = System.nanoTime();
  }

  /** True if the request just taken from {@code shell} was queued behind the failed cell. */
  boolean skips(ZMQ.Socket shell) {
    boolean skip = skipping && System.nanoTime() - since < WINDOW_NANOS;
    if (skip) {
      failed(shell);
    } else {
      skipping = false;
    }
    return skip;
  }
}
