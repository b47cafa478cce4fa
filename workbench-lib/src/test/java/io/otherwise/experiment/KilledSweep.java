package io.otherwise.experiment;

import io.otherwise.explain.Progress;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The sweep that {@link KillTest} kills: run as a process of its own, or to the end in the test.
 */
final class KilledSweep {
  private static final Sweep<Painter> SWEEP =
      Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .1, .5, .9).seeds(0, 1);

  private KilledSweep() {}

  /** Says on standard output how far it is, first of all when it begins to compute. */
  public static void main(String... none) {
    PrintStream out = System.out;
    String[] shard = System.getProperty("shard").split("/", 2);
    RunStore store =
        RunStore.at(Path.of(System.getProperty("store")))
            .shard(Integer.parseInt(shard[0]), Integer.parseInt(shard[1]));
    run(store, Long.getLong("sleep"), (done, total, note) -> out.println(done + " " + note));
  }

  /** 6 settings of 4 batches: 72 answers. */
  static Runs run(RunStore store, long sleep, Progress progress) {
    return store.run(
        SWEEP,
        m -> m.on().hearing(query -> nap(sleep)),
        Painter.queries(12, 32, 32),
        Painter.session(),
        progress);
  }

  private static void nap(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
