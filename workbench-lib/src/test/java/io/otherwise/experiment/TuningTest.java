package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.experiment.Toys.Confidence;
import io.otherwise.explain.Image;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Judge;
import io.otherwise.metric.LpDistance;
import io.otherwise.metric.Wilson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Choosing settings with a method that paints: an answer takes one call more than it has strokes.
 */
class TuningTest {
  private static final int N = 6;
  private static final Objective OBJECTIVE =
      new Objective(Confidence.higher(), LpDistance.meanAbsolute(), 2);
  private static final Sweep<Painter> SWEEP =
      Sweep.around(Painter.SOFT)
          .vary("strength", Painter::strength, .6, .05, .3)
          .vary("strokes", Painter::strokes, 1, 3);

  private final Queries queries = Painter.queries(N);
  private final Tuning tuning = Tuning.on(queries, OBJECTIVE);
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

  private Tuned<Painter> tuned(Tuning by, Sweep<Painter> sweep) {
    return by.choose(sweep, this::painting, store, Painter.session(), Progress.NONE);
  }

  @Test
  void the_candidate_with_the_highest_score_is_chosen() {
    Tuned<Painter> tuned = tuned(tuning, SWEEP);

    double highest = tuned.candidates().stream().mapToDouble(Candidate::score).max().orElseThrow();
    assertEquals(highest, tuned.chosen().score());
    assertEquals(.05, tuned.method().strength(), "the smallest edit costs least");
    assertEquals(6, tuned.candidates().size());
    assertEquals(0, tuned.untried());
  }

  @Test
  void a_price_of_nothing_lets_the_gain_decide() {
    Tuned<Painter> tuned = tuned(Tuning.on(queries, OBJECTIVE.weight(0)), SWEEP);

    double most = tuned.candidates().stream().mapToDouble(Candidate::gain).max().orElseThrow();
    assertEquals(most, tuned.chosen().gain());
    assertEquals(most, tuned.chosen().score());
  }

  @Test
  void of_equals_the_first_is_chosen() {
    // The number of strokes changes the trace and the calls, but not the picture.
    Tuned<Painter> tuned = tuned(tuning, SWEEP);

    assertEquals(tuned.candidates().get(2).score(), tuned.candidates().get(3).score());
    assertEquals(1, tuned.method().strokes());
    assertTrue(tuned.words().contains("in the interval of 1 more"), tuned.words());
  }

  @Test
  void scores_are_those_of_the_answers_under_all_seeds() {
    Sweep<Painter> sweep = SWEEP.seeds(0, 1);

    Candidate<Painter> third = tuned(tuning, sweep).candidates().get(2);

    Runs runs = store.run(sweep, this::painting, queries, Painter.session(), Progress.NONE);
    var answers = runs.where("strength", .05).where("strokes", 1).answers();
    assertEquals(2 * N, answers.size());
    assertEquals(OBJECTIVE.value(answers), third.score());
    assertEquals(OBJECTIVE.gain().value(answers), third.gain());
    assertEquals(OBJECTIVE.price().value(answers), third.price());
    assertEquals(2 * N * 2, third.calls());
    assertEquals("strength 0.05, strokes 1", third.words());
    assertTrue(third.interval().orElseThrow().low() <= third.score());
    assertTrue(third.interval().orElseThrow().high() >= third.score());
  }

  @Test
  void a_share_that_all_answers_agree_on_is_as_sure_as_their_queries_under_any_number_of_seeds() {
    Judge denies = (images, classes) -> new boolean[images.size()];
    Objective confirmed = Objective.of(denies).weight(0);

    Candidate<Painter> chosen =
        tuned(Tuning.on(queries, confirmed), Sweep.around(Painter.SOFT).seeds(0, 1)).chosen();

    assertEquals(0, chosen.score());
    assertEquals(0, chosen.interval().orElseThrow().low(), 1e-9);
    assertEquals(Wilson.of(0, N).high(), chosen.interval().orElseThrow().high(), 1e-9);
  }

  @Test
  void a_stopped_tuning_goes_on_and_chooses_the_same() {
    Progress stop = (done, total, note) -> stopAt(done, 9);

    CancellationException stopped =
        assertThrows(
            CancellationException.class,
            () -> tuning.choose(SWEEP, this::painting, store, Painter.session(), stop));
    assertTrue(Thread.interrupted());
    assertTrue(stopped.getMessage().contains("run the same sweep again"), stopped.getMessage());
    int before = computed.size();
    assertTrue(before >= 9 && before < 6 * N, "computed " + before);

    Tuned<Painter> resumed = tuned(tuning, SWEEP);

    assertEquals(6 * N, computed.size());
    RunStore fresh = RunStore.at(folder.resolve("fresh"));
    Tuned<Painter> straight =
        tuning.choose(SWEEP, this::painting, fresh, Painter.session(), Progress.NONE);
    assertEquals(untimed(straight), untimed(resumed));
  }

  @Test
  void answers_of_an_archive_are_read_and_choose_the_same() {
    Tuned<Painter> extended = fromArchive(Archive.Use.EXTEND);
    assertEquals(6 * N, computed.size());
    computed.clear();

    Tuned<Painter> read = fromArchive(Archive.Use.READ);
    fromArchive(Archive.Use.SAMPLE);

    assertEquals(List.of(), computed);
    assertEquals(untimed(extended), untimed(read));
    // An archive keeps 8 bits a channel, a store all of them.
    assertEquals(tuned(tuning, SWEEP).chosen().score(), read.chosen().score(), 1e-3);
  }

  private Tuned<Painter> fromArchive(Archive.Use use) {
    Archive archive = new Archive(folder.resolve("archive"), use, Seed.seed(5));
    return tuning.choose(SWEEP, this::painting, archive, Painter.session(), Progress.NONE);
  }

  /** All but when it was computed. */
  private static List<List<Object>> untimed(Tuned<Painter> tuned) {
    List<List<Object>> all = new ArrayList<>();
    all.add(List.of(tuned.words(), tuned.chosen().hash()));
    tuned
        .candidates()
        .forEach(c -> all.add(List.of(c.method(), c.score(), c.interval(), c.calls(), c.hash())));
    return all;
  }

  private static void stopAt(long done, int count) {
    if (done >= count) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_a_sweep_has_stored_is_not_computed_again() {
    store.run(SWEEP, this::painting, queries, Painter.session(), Progress.NONE);
    computed.clear();

    tuned(tuning, SWEEP);

    assertEquals(List.of(), computed);
  }

  @Test
  void nothing_is_tried_once_the_budget_is_spent_and_what_went_beyond_does_not_count() {
    // One stroke takes 12 calls for six queries, three take 24: 12, 36, 48, 72 after each.
    Tuned<Painter> exact = tuned(tuning.budget(48), SWEEP);
    assertEquals(3, exact.candidates().size());
    assertEquals(3, exact.untried());
    assertEquals(48, exact.calls());
    assertTrue(exact.candidates().stream().allMatch(Candidate::affordable));

    Tuned<Painter> over = tuned(tuning.budget(47), SWEEP);
    assertEquals(3, over.candidates().size());
    assertFalse(over.candidates().get(2).affordable());
    assertEquals(.6, over.method().strength(), "the better one came too late");
    assertTrue(over.toString().contains("3 of 6 candidates"), over.toString());
    assertTrue(over.toHtml().text().contains("beyond the budget"), over.toHtml().text());
  }

  @Test
  void a_budget_too_small_for_one_candidate_is_said() {
    IllegalStateException none =
        assertThrows(IllegalStateException.class, () -> tuned(tuning.budget(11), SWEEP));

    assertTrue(none.getMessage().contains("took 12 network calls of 11"), none.getMessage());
    assertTrue(none.getMessage().contains("raise budget"), none.getMessage());
  }

  @Test
  void a_candidate_that_fails_on_a_query_cannot_be_chosen() {
    Tuned<Painter> tuned =
        tuning.choose(
            SWEEP, m -> failing(m, m.strength() == .05), store, Painter.session(), Progress.NONE);

    assertEquals(.3, tuned.method().strength());
    assertEquals(N / 2, tuned.candidates().get(2).failures());
    assertTrue(tuned.toHtml().text().contains("3 failed"), tuned.toHtml().text());
  }

  @Test
  void where_all_fail_the_sentence_says_so() {
    IllegalStateException none =
        assertThrows(
            IllegalStateException.class,
            () ->
                tuning.choose(
                    SWEEP, m -> failing(m, true), store, Painter.session(), Progress.NONE));

    assertTrue(none.getMessage().contains("none of the 6 tried"), none.getMessage());
    assertTrue(none.getMessage().contains("failed on 3 of 6 queries"), none.getMessage());
  }

  /** Fails on the second batch of three. */
  private Painter.At failing(Painter method, boolean fails) {
    return method
        .on()
        .hearing(
            query -> {
              if (fails && query.id().startsWith("toy/4")) {
                throw new IllegalStateException("out of paint");
              }
            });
  }

  @Test
  void the_queries_used_keep_a_table_from_reporting_on_them() {
    Tuned<Painter> tuned = tuned(tuning, SWEEP);

    assertEquals(queries.stream().map(Query::id).collect(Collectors.toSet()), tuned.queryIds());
    MetricTable table = MetricTable.of(Confidence.higher()).tunedOn(tuned.queryIds());
    var own = tuned.method().on().explain(queries, io.otherwise.explain.Seed.seed(0));
    assertThrows(IllegalArgumentException.class, () -> table.row("Painter", own));
  }

  @Test
  void the_record_says_who_computed_and_what() {
    Tuned<Painter> tuned = tuned(tuning, SWEEP);

    Candidate<Painter> chosen = tuned.chosen();
    assertEquals("abc", chosen.provenance().commit());
    assertEquals(chosen.method().hyperparameters(), chosen.provenance().hyperparameters());
    assertEquals(64, chosen.hash().length());
    assertEquals(Tuning.BUDGET, tuned.budget());
    assertEquals(OBJECTIVE, tuned.objective());
    assertTrue(tuned.words().startsWith("Chosen: strength 0.05, strokes 1, by "), tuned.words());
    assertTrue(tuned.words().contains("on 6 tuning queries"), tuned.words());
    assertThrows(UnsupportedOperationException.class, () -> tuned.queryIds().add("another"));
  }

  @Test
  void progress_counts_the_answers_of_all_candidates() {
    List<String> heard = new ArrayList<>();

    tuning.choose(
        SWEEP,
        this::painting,
        store,
        Painter.session(),
        (done, total, note) -> heard.add(done + " of " + total + " " + note));

    assertTrue(heard.get(0).startsWith("0 of 36 strength 0.6, strokes 1: "), heard.get(0));
    assertTrue(heard.get(heard.size() - 1).startsWith("36 of 36 "), heard.toString());
  }

  @Test
  void shards_are_computed_first_and_chosen_from_together() {
    IllegalStateException lacks =
        assertThrows(
            IllegalStateException.class,
            () ->
                tuning.choose(
                    SWEEP, this::painting, store.shard(0, 2), Painter.session(), Progress.NONE));
    assertTrue(lacks.getMessage().contains("whole store"), lacks.getMessage());

    for (int shard = 0; shard < 2; shard++) {
      store.shard(shard, 2).run(SWEEP, this::painting, queries, Painter.session(), Progress.NONE);
    }
    computed.clear();
    tuned(tuning, SWEEP);
    assertEquals(List.of(), computed);
  }

  @Test
  void other_splits_too_few_queries_and_no_budget_are_refused() {
    refused(() -> tuning.budget(0), "at least 1", "was 0", "200000");
    Objective needy = new Objective(Confidence.higher().atLeast(7), OBJECTIVE.price(), 1);
    refused(() -> Tuning.on(queries, needy), "needs 7", "had 6");
    for (String split : Set.of("test", "train")) {
      refused(
          () -> Tuning.on(Queries.of(face(split)), OBJECTIVE),
          "faces/" + split + "/3",
          "queries(\"old\", Split.TUNING, n)");
    }
    assertEquals(1, Tuning.on(Queries.of(face("tuning")), OBJECTIVE).queries().size());
  }

  private static Query face(String split) {
    return Image.of("faces/" + split + "/3", 2, 2, new float[12]).towards("old");
  }

  private static void refused(org.junit.jupiter.api.function.Executable wrong, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertFalse(message.contains("\n") || message.contains(". "), message);
    Arrays.stream(parts).forEach(part -> assertTrue(message.contains(part), message));
  }
}
