package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.image.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored, what is read back, and what counts as the same question. */
class RunStoreTest {
  private static final Sweep<Painter> SWEEP =
      Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .1, .9).seeds(0, 1);

  private final Queries queries = Painter.queries(7);
  private final List<String> computed = new ArrayList<>();

  @TempDir Path folder;
  private RunStore store;

  @BeforeEach
  void open() {
    store = RunStore.at(folder.resolve("store"));
  }

  private Painter.At painting(Painter method) {
    return method.on().hearing(query -> computed.add(query.id()));
  }

  private Runs run(RunStore in, Queries of) {
    return in.run(SWEEP, this::painting, of, Painter.session(), Progress.NONE);
  }

  private Runs run(Function<Painter, Explainer> bind) {
    return store.run(SWEEP, bind, queries, Painter.session(), Progress.NONE);
  }

  @Test
  void answers_read_back_equal_those_computed_to_the_bit() {
    Runs runs = run(store, queries);

    assertEquals(SWEEP.settings(), runs.stream().map(Run::setting).toList());
    for (Setting<Painter> setting : SWEEP.settings()) {
      List<Counterfactual> expected = new ArrayList<>();
      for (int from = 0; from < queries.size(); from += 3) {
        Queries batch = queries.skip(from).take(3);
        expected.addAll(setting.method().on().explain(batch, setting.seed()).all());
      }
      assertEquals(new Counterfactuals(expected), runs.answers(setting));
    }
    assertTrue(runs.complete());
    assertEquals(List.of(), runs.notes());
  }

  @Test
  void what_is_finished_is_never_computed_again() {
    Runs first = run(store, queries);
    assertEquals(4 * queries.size(), computed.size());
    computed.clear();

    Runs second = run(RunStore.at(store.folder()), queries);

    assertEquals(List.of(), computed);
    assertEquals(first.answers(), second.answers());
    assertEquals(first.hash(), second.hash());
  }

  @Test
  void more_queries_and_more_settings_cost_only_what_is_new() {
    run(store, queries);
    computed.clear();

    // The last batch held one query and now holds three.
    run(store, Painter.queries(9));
    assertEquals(4 * 3, computed.size());
    computed.clear();

    store.run(SWEEP.seeds(1, 2), this::painting, queries, Painter.session(), Progress.NONE);
    assertEquals(2 * queries.size(), computed.size());
  }

  @Test
  void a_picture_label_or_target_that_changed_is_another_question() {
    run(store, queries);
    computed.clear();
    Queries other =
        new Queries(
            queries.stream()
                .map(q -> q.id().equals("toy/4:old") ? q.trueLabel("elderly") : q)
                .toList());

    Runs runs = run(store, other);

    assertEquals(4 * 3, computed.size());
    assertEquals("elderly", runs.get(0).answers().get(4).query().trueLabel().orElseThrow());
  }

  @Test
  void micro_batch_threads_networks_and_words_are_part_of_the_key() {
    Session session = Painter.session();
    Session otherThreads = new Session(session.provenance(), 1, session.networks());
    String key = run(store, queries).get(0).key();

    List<String> keys = new ArrayList<>(List.of(key));
    keys.add(run(m -> painting(m).microBatch(2)).get(0).key());
    keys.add(run(m -> painting(m).networks("another brush")).get(0).key());
    keys.add(run(store.about("rough paper"), queries).get(0).key());
    keys.add(store.run(SWEEP, this::painting, queries, otherThreads, Progress.NONE).get(0).key());

    assertEquals(5, keys.stream().distinct().count(), keys.toString());
    assertEquals(5 * 4 * queries.size(), computed.size());
    assertEquals(key, run(store, queries).get(0).key());
  }

  @Test
  void a_lambda_is_stored_query_by_query() throws Exception {
    Function<Painter, Explainer> bind = m -> (query, seed) -> painting(m).explain(query, seed);

    Counterfactuals answers = run(bind).get(0).answers();
    computed.clear();
    store.run(SWEEP, bind, queries.skip(2), Painter.session(), Progress.NONE);

    assertEquals(queries.all(), answers.stream().map(Counterfactual::query).toList());
    assertEquals(List.of(), computed);
  }

  @Test
  void answers_are_signed_by_the_setting_whatever_the_explainer_says() {
    Function<Painter, Explainer> bind =
        m ->
            (query, seed) -> {
              Counterfactual a = m.on().explain(query, seed);
              return Counterfactual.of(query, a.edited(), a.before(), a.after());
            };

    Counterfactual answer = run(bind).where("seed", 1).get(0).answers().get(0);

    assertEquals("Painter", answer.method());
    assertEquals(Seed.seed(1), answer.seed());
    assertEquals(.1, answer.hyperparameters().get("strength"));
  }

  @Test
  void time_and_memory_are_kept_beside_the_answers() {
    run(store, queries);

    Counterfactual answer = run(store, queries).get(0).answers().get(0);

    assertEquals(12345, answer.cost().time().toNanos());
    assertEquals(77, answer.cost().peakBytes());
    assertEquals(2, answer.cost().unetForwards());
  }

  @Test
  void a_store_of_png_files_gives_rounded_pictures_at_once_and_later() {
    RunStore png = RunStore.at(folder.resolve("png"), ImageFormat.PNG);

    Counterfactual now = run(png, queries).get(0).answers().get(0);
    Counterfactual later = run(RunStore.at(png.folder()), queries).get(0).answers().get(0);
    Counterfactual exact = run(store, queries).get(0).answers().get(0);

    assertEquals(Png.rounded(exact.edited()), now.edited());
    assertEquals(now, later);
    assertEquals(exact.after(), now.after());
  }

  @Test
  void an_interrupt_ends_between_batches_and_the_same_call_goes_on() {
    Function<Painter, Explainer> interrupted =
        m ->
            painting(m)
                .hearing(
                    query -> {
                      computed.add(query.id());
                      if (computed.size() == 5) {
                        Thread.currentThread().interrupt();
                      }
                    });

    CancellationException e = assertThrows(CancellationException.class, () -> run(interrupted));
    assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    assertEquals(
        "stopped with 6 of 28 answers stored; run the same sweep again to go on from there",
        e.getMessage());

    run(store, queries);
    assertEquals(4 * queries.size(), computed.size());
  }

  @Test
  void an_explainer_that_stops_itself_is_no_failure() {
    Function<Painter, Explainer> stopping =
        m ->
            m.on()
                .hearing(
                    query -> {
                      throw new CancellationException("stopped at step 3");
                    });

    assertThrows(CancellationException.class, () -> run(stopping));
    Function<Painter, Explainer> cutOff =
        m ->
            m.on()
                .hearing(
                    query -> {
                      Thread.currentThread().interrupt();
                      throw new IllegalStateException("channel closed");
                    });
    assertThrows(CancellationException.class, () -> run(cutOff));
    assertTrue(Thread.interrupted());

    assertEquals(List.of(), run(store, queries).failures());
  }

  @Test
  void progress_tells_answers_time_left_and_network_calls() {
    List<String> heard = new ArrayList<>();
    Progress progress = (done, total, note) -> heard.add(done + "/" + total + " " + note);
    store.run(SWEEP.seeds(0), this::painting, queries, Painter.session(), Progress.NONE);

    store.run(SWEEP, this::painting, queries, Painter.session(), progress);

    assertEquals("14/28 14 read back", heard.get(0));
    assertTrue(heard.get(1).startsWith("17/28 computed 3 of 14 (21 %), "), heard.get(1));
    assertTrue(heard.get(1).contains(" left, 9 network calls, strength 0.1, seed 1"), heard.get(1));
    assertTrue(heard.get(6).startsWith("28/28 computed 14 of 14 (100 %), "), heard.get(6));
    assertTrue(heard.get(6).endsWith(", 42 network calls, strength 0.9, seed 1"), heard.get(6));
    assertEquals(7, heard.size());
  }

  @Test
  void an_answer_lies_in_readable_files() throws Exception {
    Run run = run(store, queries).get(0);

    Path key = store.folder().resolve(run.key()).resolve("run.json");
    String answer = Files.readString(StoreFiles.first(store.folder(), "002.json"));

    assertTrue(Files.readString(key).contains("\"strength\" : 0.1"), Files.readString(key));
    assertTrue(Files.readString(key).contains("\"threads\" : 2"));
    assertTrue(answer.contains("\"target\" : \"old\""), answer);
    assertTrue(answer.contains("\"unetForwards\" : 2"), answer);
    assertTrue(answer.contains("\"keptFraction\" : "), answer);
    assertNotEquals(0, Files.size(StoreFiles.first(store.folder(), "002.edited.f32")));
  }

  @Test
  void a_setting_that_cannot_be_bound_is_refused_before_any_work() {
    Function<Painter, Explainer> bind =
        m -> {
          if (m.strength() > .5) {
            throw new IllegalArgumentException("the model is too small");
          }
          return painting(m);
        };

    assertThrows(IllegalArgumentException.class, () -> run(bind));
    assertEquals(List.of(), computed);
  }
}
