package io.otherwise.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  private static final String COMMIT = "875678a0000000000000000000000000000000ab";

  @TempDir Path folder;

  private Provenance sample() {
    Map<String, Object> hyperparameters = new LinkedHashMap<>();
    hyperparameters.put("strength", .382);
    hyperparameters.put("steps", 500);
    hyperparameters.put("distance", "L1");
    return Provenance.now(folder, "PyTorch 2.7.1", "cpu").hyperparameters(hyperparameters).seed(3);
  }

  @Test
  void it_knows_java_and_the_machine() {
    Provenance provenance = sample();

    assertEquals(
        List.of("java", "os", "arch", "processor", "engine"),
        new ArrayList<>(provenance.versions().keySet()));
    assertEquals("PyTorch 2.7.1", provenance.versions().get("engine"));
    assertTrue(provenance.time().endsWith("Z"));
  }

  @Test
  void json_and_back_is_the_same() {
    Provenance provenance = sample();

    assertEquals(provenance, Provenance.fromJson(provenance.toJson()));
    assertFalse(provenance.toJson().contains("\r"));
  }

  @Test
  void something_else_than_json_is_refused() {
    assertThrows(UncheckedIOException.class, () -> Provenance.fromJson("{\"colour\": 1}"));
    assertThrows(UncheckedIOException.class, () -> Provenance.fromJson("no"));
  }

  @Test
  void equal_runs_do_not_differ_whenever_they_ran() {
    Provenance here = sample();
    Provenance later =
        new Provenance(
            here.commit(),
            here.versions(),
            here.device(),
            here.manifests(),
            here.hyperparameters(),
            here.seed(),
            "2030-01-01T00:00:00Z");

    assertEquals(Map.of(), here.diff(later));
  }

  @Test
  void a_diff_names_what_changed_in_order_and_nothing_else() throws IOException {
    Path weights = Files.writeString(folder.resolve("w"), "x");
    Manifest manifest = Manifest.shipped("tiny", "classifier", "Vgg", Map.of(), weights);
    Map<String, Object> other = new LinkedHashMap<>(sample().hyperparameters());
    other.put("steps", 50);

    Map<String, Provenance.Change> diff =
        sample().using(manifest).diff(sample().hyperparameters(other).seed(4));

    assertEquals(
        List.of("manifests.tiny", "hyperparameters.steps", "seed"), new ArrayList<>(diff.keySet()));
    assertEquals("500 -> 50", diff.get("hyperparameters.steps").toString());
    assertEquals("(absent)", diff.get("manifests.tiny").there());
  }

  @Test
  void a_run_and_its_stored_copy_do_not_differ() {
    assertEquals(Map.of(), sample().diff(Provenance.fromJson(sample().toJson())));
  }

  @Test
  void the_commit_is_read_from_a_branch() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", COMMIT + "\n");
    Path inside = Files.createDirectories(folder.resolve("notebooks"));

    assertEquals(COMMIT, GitCommit.of(inside));
  }

  @Test
  void the_commit_is_read_from_packed_refs() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs\n" + COMMIT + " refs/heads/main\n");

    assertEquals(COMMIT, GitCommit.of(folder));
  }

  @Test
  void the_commit_is_read_from_a_detached_head() throws IOException {
    write(".git/HEAD", COMMIT + "\n");

    assertEquals(COMMIT, GitCommit.of(folder));
  }

  @Test
  void the_commit_is_read_from_a_linked_work_tree() throws IOException {
    write("clone/.git/worktrees/second/HEAD", "ref: refs/heads/topic\n");
    write("clone/.git/worktrees/second/commondir", "../..\n");
    write("clone/.git/refs/heads/topic", COMMIT + "\n");
    write("second/.git", "gitdir: " + folder.resolve("clone/.git/worktrees/second") + "\n");

    assertEquals(COMMIT, GitCommit.of(folder.resolve("second")));
  }

  @Test
  void a_broken_repository_gives_an_unknown_commit() throws IOException {
    write(".git/HEAD", "ref: refs/heads/none\n");

    assertEquals("unknown", GitCommit.of(folder));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
