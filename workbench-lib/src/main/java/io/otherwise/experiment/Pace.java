package io.otherwise.experiment;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Progress;
import io.otherwise.metric.NetworkCalls;
import io.otherwise.show.ProgressBar;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/**
 * Tells how a sweep goes on. What was read back took no time, so the time left is judged by what is
 * computed alone.
 */
final class Pace {
  private final int total;
  private final int toCompute;
  private final Progress progress;
  private final long start = System.nanoTime();
  private int computed;
  private long calls;

  private Pace(int total, int toCompute, Progress progress) {
    this.total = total;
    this.toCompute = toCompute;
    this.progress = progress;
  }

  /** Starts the clock, and says how many answers of all there are already. */
  static Pace of(int total, int toCompute, Progress progress) {
    Pace pace = new Pace(total, toCompute, progress);
    progress.at(total - toCompute, total, (total - toCompute) + " read back");
    return pace;
  }

  void calls(Cost cost) {
    calls += NetworkCalls.of(cost);
  }

  /** Some more are stored, or have failed. */
  void done(int more, Setting<?> setting) {
    computed += more;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    progress.at(total - toCompute + computed, total, note(elapsed, setting.toString()));
  }

  /** {@code computed 30 of 120 (25 %), 12 s, 36 s left, 2,550 network calls, seed 0}. */
  String note(Duration elapsed, String setting) {
    String spent = String.format(Locale.ROOT, "%,d network calls", calls);
    return ProgressBar.of("computed", toCompute).at(computed, "", elapsed).line()
        + ", "
        + spent
        + ", "
        + setting;
  }

  /** What an interrupt ends with. */
  CancellationException stopped(RuntimeException cause) {
    CancellationException stopped =
        new CancellationException(
            "stopped with %s of %s answers stored; run the same sweep again to go on from there"
                .formatted(total - toCompute + computed, total));
    stopped.initCause(cause);
    return stopped;
  }
}
