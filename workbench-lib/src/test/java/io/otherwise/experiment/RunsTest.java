package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
  private static final Sweep<Painter> SWEEP =
      Sweep.around(Painter.SOFT)
          .vary("strength", Painter::strength, .1, 1.0)
          .vary("strokes", Painter::strokes, 1, 2)
          .seeds(0, 1);

  private final Queries queries = Painter.queries(4);

  @TempDir Path folder;
  private Runs runs;

  @BeforeEach
  void compute() {
    runs = run(Painter.session());
  }

  private Runs run(Session session) {
    return RunStore.at(folder.resolve("store"))
        .run(SWEEP, Painter::on, queries, session, Progress.NONE);
  }

  @Test
  void runs_are_chosen_by_the_value_of_an_axis_or_by_seed() {
    assertEquals(8, runs.size());
    assertEquals(4, runs.where("strength", 1).size());
    assertEquals(1, runs.where("strength", 1).where("strokes", 2).where("seed", 1).size());
    assertEquals(0, runs.where("strokes", 7).size());
    assertEquals(Seed.seed(1), runs.where("seed", 1).get(0).answers().get(0).seed());
    String message =
        assertThrows(IllegalArgumentException.class, () -> runs.where("strok", 1)).getMessage();
    assertTrue(message.contains("did you mean strokes"), message);
  }

  @Test
  void a_run_is_found_by_its_setting() {
    Setting<?> setting = runs.get(5).setting();

    assertEquals(runs.get(5).answers(), runs.answers(setting));
    assertEquals(4, runs.answers(setting).size());
    Setting<?> stranger = new Setting<>(Painter.SOFT, Map.of(), Seed.seed(9));
    assertThrows(IllegalArgumentException.class, () -> runs.answers(stranger));
  }

  @Test
  void diff_prints_only_what_differs() {
    Differences differences = runs.diff(0, 6);

    assertEquals(
        Set.of("hyperparameters.strength", "hyperparameters.strokes", "hash"),
        Set.copyOf(runs.diff(0, 6).changes().keySet()));
    assertTrue(
        differences
            .toString()
            .startsWith("hyperparameters.strength: 0.1 -> 1.0\nhyperparameters.strokes: 1 -> 2\n"),
        differences.toString());
    assertTrue(differences.toHtml().html().contains("hyperparameters.strokes"));
    assertEquals("seed: 0 -> 1", runs.diff(0, 1).toString().lines().findFirst().orElseThrow());
    assertEquals("nothing differs", runs.diff(3, 3).toString());
    assertEquals("nothing differs", runs.diff(3, 3).toHtml().text());
  }

  @Test
  void diff_tells_machines_threads_networks_and_commits_apart() {
    Provenance there =
        new Provenance("def", Map.of("java", "21"), "cuda:0", Map.of(), Map.of(), 0, "later");
    Session session = new Session(there, 8, names -> Map.of("files", "finer brush"));

    Differences differences = runs.diff(runs.get(0), run(session).get(0));

    assertEquals(
        """
        commit: abc -> def
        versions.java: 17 -> 21
        versions.threads: 2 -> 8
        device: cpu -> cuda:0
        manifests.files: brush -> finer brush""",
        differences.toString());
  }

  @Test
  void provenance_says_all_that_decided_a_run() {
    Provenance provenance = runs.get(7).provenance();

    assertEquals("abc", provenance.commit());
    assertEquals(Map.of("java", "17", "threads", "2", "microBatch", "3"), provenance.versions());
    assertEquals(Map.of("files", "brush"), provenance.manifests());
    assertEquals(Map.of("strength", 1.0, "strokes", 2), provenance.hyperparameters());
    assertEquals(1, provenance.seed());
    assertTrue(provenance.time().matches("\\d{4}-\\d\\d-\\d\\dT.*Z"), provenance.time());
    assertEquals(1, runs.get(7).provenances().size());
  }

  @Test
  void answers_of_another_commit_are_read_back_and_said() {
    Provenance later = new Provenance("def", Map.of(), "cpu", Map.of(), Map.of(), 0, "later");
    Session session = new Session(later, 2, Painter.session().networks());

    Runs again = run(session);

    assertEquals(runs.hash(), again.hash());
    assertEquals(1, again.notes().size());
    assertTrue(
        again
            .notes()
            .get(0)
            .startsWith(
                "8 of 8 runs hold answers computed by commit abc on cpu, and this is commit def on cpu; "),
        again.notes().get(0));
    assertFalse(again.notes().get(0).contains(" /"), "where this machine keeps it");
    assertTrue(again.toString().contains("commit abc"));
  }

  @Test
  void runs_of_two_sweeps_can_be_joined() {
    Runs half = runs.where("strokes", 1);

    Runs both = half.and(runs.where("strokes", 2));

    assertEquals(8, both.size());
    assertEquals(32, both.answers().size());
    assertEquals(List.of(), both.failures());
  }

  @Test
  void equal_results_have_equal_hashes_and_others_have_not() {
    assertEquals(runs.hash(), run(Painter.session()).hash());
    assertEquals(8, runs.stream().map(Run::hash).distinct().count());
    assertEquals(8, runs.stream().map(Run::key).distinct().count());
    assertTrue(runs.get(0).hash().matches("[0-9a-f]{64}"));
    assertTrue(runs.get(0).key().matches("[0-9a-f]{16}"));
  }

  @Test
  void runs_show_a_row_each() {
    assertEquals(
        "strength 0.1, strokes 1, seed 0: 4 answers", runs.toString().lines().findFirst().get());
    assertTrue(runs.toHtml().html().contains("strength 0.1, strokes 1, seed 0"));
    assertTrue(runs.toHtml().html().contains(runs.get(0).hash().substring(0, 16)));
  }
}
