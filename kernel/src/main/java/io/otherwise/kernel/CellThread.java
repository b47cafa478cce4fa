package io.otherwise.kernel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The thread on which cells run, replaced when a cell refuses to stop. */
final class CellThread implements AutoCloseable {
  /** Enough for recursive descent over deep expressions, in the compiler as in cells. */
  private static final long STACK_BYTES = 16L << 20;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Runnable stopping;
  private volatile long stopAsked = Long.MAX_VALUE;
  private volatile Thread worker;
  private ExecutorService executor = newExecutor();

  /**
   * @param stopping tells the running cell to stop
   */
  CellThread(Runnable stopping) {
    this.stopping = stopping;
  }

  /**
   * Runs the work and waits for it.
   *
   * @param givenUp makes the result if the work does not stop when asked to
   */
  <T> T call(Callable<T> work, Function<Thread, T> givenUp) {
    stopAsked = Long.MAX_VALUE;
    Future<T> result = executor.submit(work);
    while (true) {
      try {
        return result.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (stopAsked != Long.MAX_VALUE && System.nanoTime() - stopAsked > PATIENCE_NANOS) {
          return replace(givenUp);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        stop();
      }
    }
  }

  private <T> T replace(Function<Thread, T> givenUp) {
    Thread busy = worker;
    executor.shutdown();
    executor = newExecutor();
    return givenUp.apply(busy);
  }

  /** Asks the running work to stop. */
  void stop() {
    if (stopAsked == Long.MAX_VALUE) {
      stopAsked = System.nanoTime();
    }
    stopping.run();
  }

  private ExecutorService newExecutor() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread made = new Thread(null, task, "cell", STACK_BYTES);
          made.setDaemon(true);
          worker = made;
          return made;
        });
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
