package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Explainer;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep cut up, in any order, leaves the bytes of the whole. */
class ShardTest {
  private static final Sweep<Painter> SWEEP =
      Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .1, .9).seeds(0, 1);

  private final Queries queries = Painter.queries(7);

  @TempDir Path folder;

  private Runs run(RunStore store, Function<Painter, Explainer> bind) {
    return store.run(SWEEP, bind, queries, Painter.session(), Progress.NONE);
  }

  private RunStore whole() {
    RunStore store = RunStore.at(folder.resolve("whole"));
    run(store, Painter::on);
    return store;
  }

  /** 0 to n - 1 in an order that follows from a seed. */
  private static List<Integer> shuffled(int n, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long key = Seed.seed(seed).key("shuffle", "order", i);
      order.add((int) (Seed.uniform(key, 0) * (order.size() + 1)), i);
    }
    return order;
  }

  @Test
  void any_number_of_shards_in_any_order_leaves_the_bytes_of_one() throws Exception {
    RunStore whole = whole();
    for (int of : new int[] {1, 3, 16}) {
      RunStore cut = RunStore.at(folder.resolve("cut" + of));
      List<Integer> order = shuffled(of, of);
      List<String> computed = Collections.synchronizedList(new ArrayList<>());
      Runs last = null;
      for (int shard : order) {
        assertTrue(last == null || !last.complete(), "before the last shard something is missing");
        last = run(cut.shard(shard, of), m -> m.on().hearing(query -> computed.add(query.id())));
      }

      assertEquals(StoreFiles.of(whole.folder()), StoreFiles.of(cut.folder()), of + " shards");
      assertEquals(4 * queries.size(), computed.size(), "each is computed once");
      assertEquals(run(whole, Painter::on).hash(), last.hash());
      assertTrue(last.complete());
    }
  }

  @Test
  void a_shard_says_what_others_have_still_to_do() {
    Runs runs = run(RunStore.at(folder.resolve("part")).shard(1, 3), Painter::on);

    assertFalse(runs.complete());
    assertEquals("strength 0.1, seed 0: 3 answers, 4 missing", runs.get(0).toString());
    assertEquals(
        List.of("toy/3:old", "toy/4:old", "toy/5:old"),
        runs.get(0).answers().stream().map(a -> a.query().id()).toList());
  }

  @Test
  void the_order_of_settings_leaves_no_trace() throws Exception {
    RunStore whole = whole();
    RunStore reversed = RunStore.at(folder.resolve("reversed"));
    Sweep<Painter> backwards =
        Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .9, .1).seeds(1, 0);

    reversed.run(backwards, Painter::on, queries, Painter.session(), Progress.NONE);

    assertEquals(StoreFiles.of(whole.folder()), StoreFiles.of(reversed.folder()));
  }

  @Test
  void several_at_once_may_share_a_folder() throws Exception {
    RunStore whole = whole();
    Path shared = folder.resolve("shared");
    List<CompletableFuture<Runs>> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      // The same work without shards: who comes second finds it done, or does it in vain.
      all.add(CompletableFuture.supplyAsync(() -> run(RunStore.at(shared), Painter::on)));
    }

    for (CompletableFuture<Runs> one : all) {
      Runs runs = one.get();
      assertEquals(List.of(), runs.notes());
      assertTrue(runs.complete());
    }
    assertEquals(StoreFiles.of(whole.folder()), StoreFiles.of(shared));
  }

  @Test
  void several_at_once_may_make_a_store() throws Exception {
    int programs = 4;
    ExecutorService pool = Executors.newFixedThreadPool(programs);
    try {
      for (int round = 0; round < 200; round++) {
        Path made = folder.resolve("made" + round);
        CyclicBarrier together = new CyclicBarrier(programs);
        Callable<RunStore> open =
            () -> {
              together.await();
              return RunStore.at(made);
            };
        for (Future<RunStore> store : pool.invokeAll(Collections.nCopies(programs, open))) {
          assertEquals(made, store.get().folder());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
