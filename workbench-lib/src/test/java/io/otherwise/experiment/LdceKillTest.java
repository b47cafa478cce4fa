package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Progress;
import io.otherwise.explain.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL amid gradients of real networks: the engine has no say in what is stored. */
class LdceKillTest {
  private static final int KILLS = 2;

  @TempDir Path folder;

  @Test
  void a_killed_sweep_of_ldce_goes_on_to_the_bytes_of_one_in_peace() throws Exception {
    Path killed = folder.resolve("killed");
    RunStore.at(killed);
    List<Map<String, String>> left = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      assertEquals(Victim.SIGKILL, kill(killed, i), "killed, and did not end by itself");
      left.add(StoreFiles.of(killed));
    }
    List<String> heard = new ArrayList<>();
    Runs runs = KilledLdce.run(RunStore.at(killed), (d, t, note) -> heard.add(note));

    Map<String, String> peace = peace();
    left.forEach(files -> files.forEach((file, hash) -> assertEquals(peace.get(file), hash, file)));
    assertTrue(left.get(0).size() < left.get(1).size(), "the second process went on");
    assertTrue(left.get(1).size() < peace.size(), "killed amid the work");
    assertEquals(peace, StoreFiles.of(killed));
    assertEquals(List.of(), runs.notes());
    assertEquals(List.of(), runs.failures());
    assertTrue(!heard.get(0).startsWith("0 read back"), heard.get(0));
  }

  /** The files of a run that nobody disturbed. */
  private Map<String, String> peace() throws Exception {
    RunStore store = RunStore.at(folder.resolve("peace"));
    KilledLdce.run(store, Progress.NONE);
    return StoreFiles.of(store.folder());
  }

  /** After 1 to 4 batches, and up to 60 ms into the next: a batch takes about 50 ms. */
  private static int kill(Path store, int time) throws Exception {
    long key = Seed.seed(6).key("kill", "ldce", time);
    int batches = 1 + (int) (4 * Seed.uniform(key, 0));
    long milliseconds = (long) (60 * Seed.uniform(key, 1));
    return new Victim(KilledLdce.class, batches, milliseconds)
        .killed("-Xmx256m", "-Dstore=" + store);
  }
}
