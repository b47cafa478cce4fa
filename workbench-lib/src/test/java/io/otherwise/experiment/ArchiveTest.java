package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Committed answers: read everywhere, computed on request, and checked by computing some again. */
class ArchiveTest {
  private static final Sweep<Painter> SWEEP =
      Sweep.around(Painter.SOFT).vary("strength", Painter::strength, .1, .9);

  private final Queries queries = Painter.queries(7);
  private final List<String> computed = new ArrayList<>();

  @TempDir Path folder;

  private Runs run(
      Archive.Use use, Session session, Queries of, Function<Painter, Explainer> bind) {
    Archive archive = new Archive(folder.resolve("runs"), use, Seed.seed(5));
    return archive.run(SWEEP, bind, of, session, Progress.NONE);
  }

  private Runs run(Archive.Use use) {
    return run(use, Painter.session(), queries, this::painting);
  }

  private Explainer painting(Painter method) {
    return method.on().hearing(query -> computed.add(query.id()));
  }

  private static Session session(String processor, int threads) {
    Provenance provenance =
        new Provenance(
            "abc", Map.of("processor", processor), "cpu", Map.of(), Map.of(), 0, "today");
    return new Session(provenance, threads, Painter.session().networks());
  }

  private static String refusal(Runnable work) {
    return assertThrows(RuntimeException.class, work::run).getMessage();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void what_was_added_once_is_read_and_never_computed() throws IOException {
    Runs added = run(Archive.Use.EXTEND);
    assertEquals(2 * queries.size(), computed.size());
    computed.clear();
    List<Path> before = files();

    Runs read = run(Archive.Use.READ);

    assertEquals(List.of(), computed);
    assertEquals(added.hash(), read.hash());
    assertEquals(added.answers(), read.answers());
    assertEquals(before, files());
  }

  @Test
  void a_reader_hears_how_many_were_read_back() {
    run(Archive.Use.EXTEND);
    List<String> told = new ArrayList<>();

    new Archive(folder.resolve("runs"), Archive.Use.READ, Seed.seed(5))
        .run(
            SWEEP,
            this::painting,
            queries,
            Painter.session(),
            (done, of, note) -> told.add(done + " of " + of + ", " + note));

    assertEquals(List.of("14 of 14, 14 read back"), told);
  }

  @Test
  void pictures_are_kept_with_eight_bits() throws IOException {
    run(Archive.Use.EXTEND);

    assertTrue(files().stream().anyMatch(file -> file.toString().endsWith(".edited.png")));
    assertTrue(files().stream().noneMatch(file -> file.toString().endsWith(".f32")));
  }

  @Test
  void an_archive_reads_the_same_on_a_machine_with_other_threads() {
    Runs added = run(Archive.Use.EXTEND);

    Runs read = run(Archive.Use.READ, session("another", 16), queries, this::painting);

    assertEquals(added.hash(), read.hash());
  }

  @Test
  void what_is_missing_is_told_and_not_computed_by_surprise() {
    run(Archive.Use.EXTEND);
    computed.clear();

    String told =
        refusal(() -> run(Archive.Use.READ, Painter.session(), Painter.queries(9), this::painting));

    assertEquals(
        "an archive holds what a notebook shows, but 6 of 18 answers of Painter are missing;"
            + " compute them once with OTHERWISE_ARCHIVE=extend, or ask for what is there",
        told);
    assertEquals(List.of(), computed);
  }

  @Test
  void an_archive_that_is_not_there_is_refused_and_not_made() {
    String told = refusal(() -> run(Archive.Use.READ));

    assertTrue(told.startsWith("an archive is a folder of the project, but there is no "), told);
    assertFalse(Files.exists(folder.resolve("runs")));
  }

  @Test
  void only_what_is_missing_is_computed_when_more_is_asked() {
    run(Archive.Use.EXTEND);
    computed.clear();

    run(Archive.Use.EXTEND, Painter.session(), Painter.queries(9), this::painting);

    assertEquals(2 * 3, computed.size());
  }

  @Test
  void an_archive_grows_with_two_threads_alone() {
    String told = refusal(() -> run(Archive.Use.EXTEND, session("x", 4), queries, this::painting));

    assertTrue(told.contains("computed with 2 threads"), told);
    assertTrue(told.contains("this session has 4"), told);
  }

  @Test
  void a_check_computes_one_batch_again_and_says_that_it_agrees() throws IOException {
    run(Archive.Use.EXTEND);
    computed.clear();
    List<Path> before = files();

    Runs checked = run(Archive.Use.CHECK);

    assertTrue(computed.size() == 3 || computed.size() == 1, computed.toString());
    assertTrue(
        checked.notes().get(0).endsWith("again on the same machine have the same bytes"),
        checked.notes().toString());
    assertEquals(before, files());
  }

  @Test
  void a_reader_hears_what_a_check_found() {
    run(Archive.Use.EXTEND);
    List<String> told = new ArrayList<>();

    new Archive(folder.resolve("runs"), Archive.Use.CHECK, Seed.seed(5))
        .run(SWEEP, this::painting, queries, Painter.session(), (done, of, note) -> told.add(note));

    assertEquals(2, told.size());
    assertTrue(told.get(1).endsWith("have the same bytes"), told.toString());
  }

  @Test
  void a_check_fails_on_answers_that_the_program_no_longer_gives() {
    run(Archive.Use.EXTEND);

    String told =
        refusal(
            () -> run(Archive.Use.CHECK, Painter.session(), queries, ArchiveTest::slightlyOther));

    assertTrue(told.startsWith("an archive holds what this program computes, but"), told);
    assertTrue(told.contains("OTHERWISE_ARCHIVE=extend"), told);
  }

  @Test
  void another_machine_may_differ_in_the_last_digits_but_not_in_more() {
    run(Archive.Use.EXTEND, session("one", 2), queries, this::painting);

    Runs close = run(Archive.Use.CHECK, session("other", 2), queries, ArchiveTest::slightlyOther);
    assertTrue(close.notes().toString().contains("on another machine"), close.notes().toString());

    String told =
        refusal(
            () -> run(Archive.Use.CHECK, session("other", 2), queries, ArchiveTest::otherPictures));
    assertTrue(told.contains("99 % of pixel values within"), told);
  }

  /** The same within a level of 255, as another order of sums gives. */
  private static Explainer slightlyOther(Painter method) {
    return new Nudged(method.on(), 1 / 255f);
  }

  private static Explainer otherPictures(Painter method) {
    return new Nudged(method.on(), 9 / 255f);
  }

  @Test
  void a_sample_checks_some_sweeps_and_not_all() {
    run(Archive.Use.EXTEND);
    computed.clear();
    int checked = 0;
    for (int seed = 0; seed < 40; seed++) {
      Archive archive = new Archive(folder.resolve("runs"), Archive.Use.SAMPLE, Seed.seed(seed));
      Runs runs = archive.run(SWEEP, this::painting, queries, Painter.session(), Progress.NONE);
      checked += runs.notes().isEmpty() ? 0 : 1;
    }

    assertTrue(checked > 2 && checked < 20, "one in eight of 40, but " + checked);
    assertTrue(computed.size() <= 3 * checked, computed.toString());
  }

  @Test
  void a_sample_tells_what_differs_and_does_not_stop_for_it() {
    run(Archive.Use.EXTEND);
    List<String> notes = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      Archive archive = new Archive(folder.resolve("runs"), Archive.Use.SAMPLE, Seed.seed(seed));
      notes.addAll(
          archive
              .run(SWEEP, ArchiveTest::otherPictures, queries, Painter.session(), Progress.NONE)
              .notes());
    }

    assertFalse(notes.isEmpty());
    assertTrue(notes.get(0).contains("99 % of pixel values within"), notes.toString());
  }

  @Test
  void the_use_is_asked_for_by_a_word() {
    assertEquals(Archive.Use.READ, Archive.Use.of(null));
    assertEquals(Archive.Use.READ, Archive.Use.of(" "));
    assertEquals(Archive.Use.EXTEND, Archive.Use.of("extend"));
    assertEquals(Archive.Use.CHECK, Archive.Use.of("CHECK"));
    assertEquals(
        "OTHERWISE_ARCHIVE is one of read, extend, check and sample, but was write; leave it out to"
            + " read",
        refusal(() -> Archive.Use.of("write")));
  }
}
