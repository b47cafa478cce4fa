package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at random moments, then on from there: every stored byte is that of a run in peace. */
class KillTest {
  @TempDir Path folder;

  @Test
  void a_killed_sweep_goes_on_to_the_bytes_of_one_that_was_left_in_peace() throws Exception {
    Map<String, String> peace = peace();
    Path killed = folder.resolve("killed");
    RunStore.at(killed);
    int before = 0;
    for (int i = 0; i < 4; i++) {
      int status = kill(killed, "0/1", Seed.seed(4).key("kill", "moment", i));
      assertEquals(Victim.SIGKILL, status, "the child was killed, and did not end by itself");
      Map<String, String> left = StoreFiles.of(killed);
      left.forEach((file, hash) -> assertWhole(peace, file, hash));
      assertTrue(left.size() >= before, "nothing that was stored is lost");
      before = left.size();
    }
    assertTrue(before < peace.size(), "killed amid the work, at " + before);

    List<String> heard = new ArrayList<>();
    Runs runs = KilledSweep.run(RunStore.at(killed), 0, (d, t, note) -> heard.add(note));

    assertEquals(peace, StoreFiles.of(killed));
    assertEquals(List.of(), runs.notes());
    assertTrue(!heard.get(0).startsWith("0 read back"), "what was finished was read back");
  }

  @Test
  void killed_shards_in_any_order_end_in_the_same_bytes() throws Exception {
    Map<String, String> peace = peace();
    Path killed = folder.resolve("killed-shards");
    for (int shard : new int[] {2, 0, 1}) {
      kill(killed, shard + "/3", Seed.seed(5).key("kill", "shard", shard));
    }
    // Whoever comes later may cut the rest in another way.
    for (int shard = 15; shard >= 0; shard--) {
      KilledSweep.run(RunStore.at(killed).shard(shard, 16), 0, Progress.NONE);
    }

    assertEquals(peace, StoreFiles.of(killed));
  }

  /** The files of a run that nobody disturbed. */
  private Map<String, String> peace() throws IOException {
    RunStore store = RunStore.at(folder.resolve("peace"));
    KilledSweep.run(store, 0, Progress.NONE);
    return StoreFiles.of(store.folder());
  }

  /** A picture may be there without its record; what is there is whole. */
  private static void assertWhole(Map<String, String> peace, String file, String hash) {
    assertEquals(peace.get(file), hash, file);
  }

  /** Starts a process and kills it after 1 to 3 of its batches and a random part of the next. */
  private static int kill(Path store, String shard, long key) throws Exception {
    int batches = 1 + (int) (3 * Seed.uniform(key, 0));
    long milliseconds = (long) (30 * Seed.uniform(key, 1));
    return new Victim(KilledSweep.class, batches, milliseconds)
        .killed("-Xmx128m", "-Dstore=" + store, "-Dshard=" + shard, "-Dsleep=4");
  }
}
