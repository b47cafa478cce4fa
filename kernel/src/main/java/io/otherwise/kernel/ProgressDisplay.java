package io.otherwise.kernel;

import io.otherwise.explain.Progress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A progress bar that updates in place, with the time left, at most ten times a second. Hand it to
 * anything that reports a {@link Progress}, or call {@link #step}.
 *
 * <p>Each report is also a place where an interrupt takes effect, so that a long computation inside
 * a library stops at its next step.
 */
public final class ProgressDisplay implements Progress {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final String label;
  private final Consumer<ProgressLine> screen;
  private final LongSupplier clock;
  private final long start;
  private long total;
  private long done;
  private String note = "";
  private long lastShown;

  /**
   * @param total all units, or 0 if unknown
   * @param screen shows a state in place of the one before
   * @param clock nanoseconds since some moment
   */
  ProgressDisplay(String label, long total, Consumer<ProgressLine> screen, LongSupplier clock) {
    this.label = label;
    this.total = total;
    this.screen = screen;
    this.clock = clock;
    this.start = clock.getAsLong();
    show(start);
  }

  /**
   * Shows that so many of so many units are done.
   *
   * @throws CellStopped if the cell was interrupted
   */
  @Override
  public synchronized void at(long finished, long all, String what) {
    StopSignal.poll();
    done = finished;
    total = all;
    note = what == null ? "" : what;
    long now = clock.getAsLong();
    boolean over = total > 0 && done >= total;
    if (over || now - lastShown >= PERIOD_NANOS) {
      show(now);
    }
  }

  /** Shows that one more unit is done. */
  public void step() {
    step("");
  }

  /** Shows that one more unit is done, with a few words about it. */
  public synchronized void step(String what) {
    at(done + 1, total, what);
  }

  /** Shows the last state, however recent the one before; for work of unknown length. */
  public synchronized void finish() {
    total = done;
    show(clock.getAsLong());
  }

  private void show(long now) {
    lastShown = now;
    screen.accept(new ProgressLine(label, done, total, note, (now - start) / 1e9));
  }

  @Override
  public synchronized String toString() {
    return new ProgressLine(label, done, total, note, (lastShown - start) / 1e9).text();
  }
}
