package io.otherwise.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.world.Attribute;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.ModelTruth;
import io.otherwise.world.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches in files, seen by who asks for the truth: passing a folder is all that is done. */
class KeptTruthTest {
  private static final Scene YOUNG = Truthful.plain(11);
  private static final Image FACTUAL = YOUNG.image();
  private static final Query OLD = FACTUAL.towards("old");

  @TempDir Path folder;

  /** A new one every time, as in another session: it has been shown nothing. */
  private static Rule shortcut() {
    return new Rule(Attribute.AGE, s -> s.shown(Attribute.GLASSES) > 0.5 ? 0.9 : 0.1)
        .sha256("shortcut");
  }

  private KnownTruth kept() {
    return KnownTruth.of(FaceWorld.v1()).keptIn(folder);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void the_second_session_asks_the_classifier_nothing_and_knows_the_same() throws IOException {
    Rule first = shortcut();
    Rule second = shortcut();
    KnownTruth memory = KnownTruth.of(FaceWorld.v1());

    ModelTruth found = kept().modelTruth(OLD, first).orElseThrow();
    KnownTruth later = kept();
    ModelTruth read = later.modelTruth(OLD, second).orElseThrow();

    assertTrue(first.pictures() > 50, "searched");
    assertEquals(0, second.pictures());
    assertEquals(found, read);
    assertEquals(memory.modelTruth(OLD, shortcut()).orElseThrow(), read);
    assertEquals(1, files().size());
    assertEquals(List.of(), later.notes());
    assertEquals(List.of(), memory.notes());
  }

  @Test
  void metrics_and_searches_ahead_profit_by_passing_the_folder() {
    kept().search(Queries.of(OLD), shortcut(), (done, total, note) -> {});
    Rule later = shortcut();
    Image worn = YOUNG.with(Attribute.GLASSES, 1).image();
    Counterfactuals answers = Truthful.answers(Truthful.answer(FACTUAL, "old", worn));

    assertEquals(0, new ModelTruthDistance(kept(), later).value(answers));
    assertEquals(0, later.pictures());
  }

  @Test
  void a_picture_that_is_the_target_already_is_asked_about_once_for_all_sessions() {
    Rule old = new Rule(Attribute.AGE, s -> 0.9).sha256("all old");
    assertTrue(kept().modelTruth(OLD, old).isEmpty());
    Rule later = new Rule(Attribute.AGE, s -> 0.9).sha256("all old");

    assertTrue(kept().modelTruth(OLD, later).isEmpty());

    assertEquals(1, old.pictures());
    assertEquals(0, later.pictures());
  }

  @Test
  void other_weights_under_the_same_name_are_another_classifier() throws IOException {
    kept().modelTruth(OLD, shortcut());
    Rule retrained = new Rule(Attribute.AGE, s -> 0).sha256("retrained");

    assertTrue(kept().modelTruth(OLD, retrained).orElseThrow().members().isEmpty());

    assertEquals(2, files().size());
  }

  @Test
  void a_classifier_that_nobody_can_tell_from_another_is_kept_in_no_file() throws IOException {
    Rule nameless = new Rule(Attribute.AGE, s -> 0);
    kept().modelTruth(OLD, nameless);
    int shown = nameless.pictures();
    kept().modelTruth(OLD, nameless);

    assertEquals(2 * shown, nameless.pictures());
    assertEquals(List.of(), files());
  }

  @Test
  void a_file_cut_short_is_searched_again_with_a_note() throws IOException {
    ModelTruth found = kept().modelTruth(OLD, shortcut()).orElseThrow();
    Path file = files().get(0);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    Rule again = shortcut();
    KnownTruth later = kept();

    assertEquals(found, later.modelTruth(OLD, again).orElseThrow());

    assertTrue(again.pictures() > 50);
    assertEquals(1, later.notes().size());
    assertTrue(later.notes().get(0).contains(FACTUAL.id()), later.notes().get(0));
  }

  @Test
  void two_sessions_at_once_find_the_same() throws Exception {
    List<CompletableFuture<ModelTruth>> sessions = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      sessions.add(
          CompletableFuture.supplyAsync(() -> kept().modelTruth(OLD, shortcut()).orElseThrow()));
    }

    assertEquals(sessions.get(0).get(), sessions.get(1).get());
    assertEquals(1, files().size());
  }

  @Test
  void two_threads_of_one_session_search_once() throws Exception {
    KnownTruth one = kept();
    Rule rule = shortcut();
    var other = CompletableFuture.supplyAsync(() -> one.modelTruth(OLD, rule));
    ModelTruth here = one.modelTruth(OLD, rule).orElseThrow();
    Rule alone = shortcut();
    KnownTruth.of(FaceWorld.v1()).modelTruth(OLD, alone);

    assertEquals(here, other.get().orElseThrow());
    assertEquals(alone.pictures(), rule.pictures());
  }

  @Test
  void an_interrupted_thread_neither_searches_nor_writes() throws IOException {
    Rule rule = shortcut();
    KnownTruth truth = kept();
    Thread.currentThread().interrupt();
    try {
      assertThrows(CancellationException.class, () -> truth.modelTruth(OLD, rule));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(0, rule.pictures());
    assertEquals(List.of(), files());
  }

  @Test
  void a_folder_that_is_a_file_is_refused_before_any_search() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");
    KnownTruth truth = KnownTruth.of(FaceWorld.v1());

    assertThrows(UncheckedIOException.class, () -> truth.keptIn(file));
  }
}
