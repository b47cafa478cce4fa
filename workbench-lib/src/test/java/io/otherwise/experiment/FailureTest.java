package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of explainers are rows of the result. */
class FailureTest {
  private static final Sweep<Painter> SWEEP = Sweep.around(Painter.SOFT).seeds(0, 1);

  private final Queries queries = Painter.queries(7);
  private final List<String> asked = new ArrayList<>();

  @TempDir Path folder;
  private RunStore store;

  @BeforeEach
  void open() {
    store = RunStore.at(folder.resolve("store"));
  }

  private Explainer failing(Painter method) {
    return method
        .on()
        .hearing(
            query -> {
              asked.add(query.id());
              if (query.id().equals("toy/4:old")) {
                throw new IllegalStateException("out of paint; buy some");
              }
            });
  }

  private Explainer working(Painter method) {
    return method.on().hearing(query -> asked.add(query.id()));
  }

  private Runs run(RunStore in, Function<Painter, Explainer> bind) {
    return in.run(SWEEP, bind, queries, Painter.session(), Progress.NONE);
  }

  @Test
  void every_query_of_a_failed_batch_is_a_row_and_the_run_goes_on() {
    Runs runs = run(store, this::failing);

    Failure row =
        new Failure("toy/3:old", "old", "IllegalStateException", "out of paint; buy some");
    assertEquals(4, runs.get(0).answers().size());
    assertEquals(3, runs.get(0).failures().size());
    assertEquals(row, runs.get(0).failures().get(0));
    assertEquals(6, runs.failures().size());
    assertTrue(runs.complete(), "failed is not missing");
    assertEquals("seed 0: 4 answers, 3 failed", runs.get(0).toString());
    assertTrue(runs.toHtml().html().contains("out of paint; buy some"));
  }

  @Test
  void a_failure_is_tried_again_on_request_only() throws Exception {
    run(store, this::failing);
    asked.clear();

    Runs stored = run(store, this::working);
    assertEquals(6, stored.failures().size());
    assertEquals(List.of(), asked);
    assertTrue(stored.notes().get(0).startsWith("6 answers failed in an earlier run"));

    Runs retried = run(store.retryingFailures(), this::working);
    assertEquals(List.of(), retried.failures());
    assertEquals(List.of(), retried.notes());
    assertEquals(7, retried.get(1).answers().size());
    assertEquals(6, asked.size());

    RunStore fresh = RunStore.at(folder.resolve("fresh"));
    run(fresh, this::working);
    assertEquals(StoreFiles.of(fresh.folder()), StoreFiles.of(store.folder()));
  }

  @Test
  void a_retry_that_fails_again_says_why_this_time() {
    run(store, this::failing);

    Runs again =
        run(
            store.retryingFailures(),
            m ->
                m.on()
                    .hearing(
                        query -> {
                          throw new IllegalArgumentException("no brush; find one");
                        }));

    assertEquals("no brush; find one", again.failures().get(0).sentence());
    assertEquals(6, again.failures().size());
  }

  @Test
  void the_costs_log_every_attempt() throws Exception {
    run(store, this::failing);
    run(store.retryingFailures(), this::working);
    Path record = StoreFiles.first(store.folder(), "002.json");
    List<CostFile.Attempt> attempts = new ArrayList<>();
    try (var folders = Files.walk(store.folder(), 2)) {
      folders
          .filter(f -> Files.exists(f.resolve(CostFile.NAME)))
          .forEach(f -> attempts.addAll(CostFile.read(f).attempts()));
    }

    assertEquals(2 * (1 + 2 + 1), attempts.size());
    assertEquals(
        2, attempts.stream().filter(a -> a.outcome().equals("out of paint; buy some")).count());
    assertEquals("abc", CostFile.read(record.getParent()).attempts().get(0).provenance().commit());
  }

  @Test
  void too_few_answers_or_those_of_others_are_a_failure() {
    Function<Painter, Explainer> forgetful =
        m ->
            new Explainer() {
              @Override
              public Counterfactual explain(Query query, Seed seed) {
                return m.on().explain(query, seed);
              }

              @Override
              public Counterfactuals explain(Queries some, Seed seed, Progress progress) {
                return m.on().explain(some.skip(1), seed);
              }
            };

    Failure failure = run(store, forgetful).failures().get(0);

    assertTrue(
        failure.sentence().contains("1 queries from toy/0:old on got 0 answers"),
        failure.sentence());
  }

  @Test
  void a_full_disk_is_no_failed_answer() throws Exception {
    // A file where the batches' folder belongs stops every write below it.
    String key = run(RunStore.at(folder.resolve("other")), this::working).get(0).key();
    Files.writeString(store.folder().resolve(key), "in the way");

    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> run(store, this::working));

    assertTrue(e.getMessage().startsWith("a file must be writable to be saved"), e.getMessage());
    Files.delete(store.folder().resolve(key));
    assertEquals(List.of(), run(store, this::working).failures());
  }
}
