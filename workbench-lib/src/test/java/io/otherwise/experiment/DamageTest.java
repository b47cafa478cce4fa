package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A store whose files were cut, changed or lost says so in a sentence and loses nothing else. */
class DamageTest {
  private static final Sweep<Painter> SWEEP = Sweep.around(Painter.SOFT);

  private final Queries queries = Painter.queries(5);
  private final List<String> computed = new ArrayList<>();

  @TempDir Path folder;
  private Path store;

  @BeforeEach
  void fill() {
    store = folder.resolve("store");
    run();
    computed.clear();
  }

  private Runs run() {
    return RunStore.at(store).run(SWEEP, this::painting, queries, Painter.session(), Progress.NONE);
  }

  private Explainer painting(Painter method) {
    return method.on().hearing(query -> computed.add(query.id()));
  }

  /** Ways to damage one file. */
  private interface Damage {
    byte[] to(byte[] whole);
  }

  private static final Damage CUT = whole -> Arrays.copyOf(whole, whole.length / 2);
  private static final Damage EMPTY = whole -> new byte[0];
  private static final Damage OTHER = whole -> "null".getBytes(UTF_8);
  private static final Damage A_DIGIT =
      whole -> {
        String text = new String(whole, UTF_8);
        return text.replaceFirst("\"unetForwards\" : 2", "\"unetForwards\" : 3").getBytes(UTF_8);
      };
  private static final Damage A_BYTE =
      whole -> {
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        return changed;
      };

  @TestFactory
  List<DynamicTest> a_damaged_answer_is_said_and_computed_again() {
    return List.of(
        damaged("a record cut short", "001.json", CUT),
        damaged("an empty record", "001.json", EMPTY),
        damaged("a record of null", "001.json", OTHER),
        damaged("a changed digit", "001.json", A_DIGIT),
        damaged("a changed picture", "001.edited.f32", A_BYTE),
        damaged("a picture cut short", "001.edited.f32", CUT),
        damaged("a changed thumbnail", "001.step-001.f32", A_BYTE));
  }

  private DynamicTest damaged(String name, String file, Damage damage) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Map<String, String> whole = StoreFiles.of(store);
          Path victim = StoreFiles.first(store, file);
          Files.write(victim, damage.to(Files.readAllBytes(victim)));
          assertFalse(whole.equals(StoreFiles.of(store)), "damage changes something");

          Runs runs = run();

          assertEquals(1, runs.notes().size(), runs.notes().toString());
          String note = runs.notes().get(0);
          assertTrue(note.matches("the stored answer to toy/\\d:old \\(seed 0\\) was damaged: .*"));
          assertTrue(note.endsWith("; it is computed again"), note);
          assertEquals(whole, StoreFiles.of(store));
        });
  }

  @Test
  void a_lost_picture_is_computed_again() throws Exception {
    Map<String, String> whole = StoreFiles.of(store);
    Files.delete(StoreFiles.first(store, "000.edited.f32"));

    Runs runs = run();

    assertTrue(runs.notes().get(0).contains("000.edited.f32 is missing"), runs.notes().toString());
    assertEquals(whole, StoreFiles.of(store));
  }

  @Test
  void a_lost_record_costs_its_batch_and_no_other() throws Exception {
    Map<String, String> whole = StoreFiles.of(store);
    Files.delete(StoreFiles.first(store, "002.json"));

    assertEquals(List.of(), run().notes());
    assertEquals(3, computed.size());
    assertEquals(whole, StoreFiles.of(store));
  }

  @Test
  void whatever_part_of_the_files_a_kill_left_is_completed_to_the_same_bytes() throws Exception {
    Map<String, String> whole = StoreFiles.of(store);
    for (int round = 0; round < 12; round++) {
      long key = Seed.seed(round).key("files", "lost", 0);
      int i = 0;
      for (String file : whole.keySet()) {
        boolean answer = !file.endsWith("store.json") && !file.endsWith("run.json");
        if (answer && Seed.uniform(key, i++) < .3) {
          Files.delete(store.resolve(file));
        }
      }

      run();

      assertEquals(whole, StoreFiles.of(store), "round " + round);
    }
  }

  @Test
  void the_record_of_another_query_is_not_believed() throws Exception {
    Path record = StoreFiles.first(store, "001.json");
    Files.copy(
        record.resolveSibling("000.json"),
        record,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertTrue(run().notes().get(0).contains("it answers toy/"));
  }

  @Test
  void a_damaged_cost_file_loses_only_the_times() throws Exception {
    Counterfactuals before = run().answers();
    try (var files = Files.walk(store)) {
      for (Path file : files.filter(f -> f.endsWith(CostFile.NAME)).toList()) {
        Files.write(file, new byte[] {'{'});
      }
    }

    Counterfactuals after = run().answers();

    assertEquals(List.of(), computed);
    assertEquals(before.get(0).edited(), after.get(0).edited());
    assertTrue(after.get(0).cost().time().isZero());
    assertEquals(before.get(0).cost().unetForwards(), after.get(0).cost().unetForwards());
  }

  @Test
  void damage_after_the_sweep_is_said_when_the_answer_is_asked_for() throws Exception {
    Runs runs = run();
    Files.write(StoreFiles.first(store, "000.edited.f32"), new byte[3]);

    UncheckedIOException e = assertThrows(UncheckedIOException.class, runs::answers);

    assertTrue(e.getMessage().contains("000.edited.f32 is not the file that was written"));
    assertTrue(e.getMessage().endsWith("run the sweep again to compute it anew"));
  }

  @Test
  void an_answer_that_comes_out_otherwise_is_said_and_the_stored_one_kept() throws Exception {
    Map<String, String> whole = StoreFiles.of(store);
    Path record = StoreFiles.first(store, "001.json");
    Files.delete(record);
    // Another program under the same key: the method paints harder than it says.
    Runs runs =
        RunStore.at(store)
            .run(SWEEP, m -> m.strength(.9).on(), queries, Painter.session(), Progress.NONE);

    Map<String, String> after = StoreFiles.of(store);
    String other = store.relativize(record.resolveSibling("000.json")).toString();
    assertEquals(whole.get(other), after.get(other));
    assertTrue(runs.notes().get(0).contains("came out otherwise"), runs.notes().toString());
  }

  @Test
  void half_written_files_are_never_read_and_go_after_an_hour() throws Exception {
    Map<String, String> whole = StoreFiles.of(store);
    Path batch = StoreFiles.first(store, "000.json").getParent();
    Path young = Files.write(batch.resolve(".000.json77.part"), new byte[] {'{'});
    Path old = Files.write(batch.resolve(".001.json78.part"), new byte[] {'{'});
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));

    run();

    assertEquals(whole, StoreFiles.of(store));
    assertTrue(Files.exists(young), "another process may be writing it");
    assertFalse(Files.exists(old));
  }

  @Test
  void a_store_of_another_version_is_refused_and_untouched() throws Exception {
    Path header = store.resolve("store.json");
    Files.writeString(header, "{\"format\": 2, \"images\": \"JPEG\", \"colour\": \"none\"}");
    Map<String, String> before = StoreFiles.of(store);

    String message = assertThrows(IllegalStateException.class, this::run).getMessage();

    assertEquals(
        "this workbench reads stores of format 1, but %s has format 2; choose another folder, or the workbench that made it"
            .formatted(store),
        message);
    assertEquals(before, StoreFiles.of(store));
  }

  @Test
  void an_unreadable_header_is_refused_with_the_line_that_mends_it() throws Exception {
    Files.writeString(store.resolve("store.json"), "{\"form");

    String message = assertThrows(UncheckedIOException.class, this::run).getMessage();

    assertTrue(
        message.contains("restore the line {\"format\": 1, \"images\": \"FLOAT\"}"), message);
    Files.writeString(store.resolve("store.json"), "{\"format\": 1, \"images\": \"FLOAT\"}");
    run();
    assertEquals(List.of(), computed);
  }

  @Test
  void a_folder_of_other_things_is_no_store() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(home.resolve("letter.txt"), "dear");

    String message =
        assertThrows(IllegalStateException.class, () -> RunStore.at(home)).getMessage();

    assertEquals(
        "a store is a folder of its own, but %s holds other files; choose an empty or a new one"
            .formatted(home),
        message);
  }

  @Test
  void a_place_that_cannot_be_written_is_refused_at_once() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    UncheckedIOException e =
        assertThrows(UncheckedIOException.class, () -> RunStore.at(file.resolve("store")));

    assertTrue(e.getMessage().startsWith("a file must be writable to be saved, but "));
  }

  @Test
  void one_store_has_one_format_of_pictures() {
    String message =
        assertThrows(IllegalStateException.class, () -> RunStore.at(store, ImageFormat.PNG))
            .getMessage();

    assertTrue(message.contains("has FLOAT and PNG was asked for"), message);
    assertEquals(ImageFormat.FLOAT, RunStore.at(store).images());
  }

  @Test
  void a_shard_outside_of_its_count_is_refused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RunStore.at(store).shard(4, 4))
            .getMessage();

    assertTrue(message.contains("this was shard 4 of 4"), message);
    assertThrows(IllegalArgumentException.class, () -> RunStore.at(store).shard(-1, 2));
    assertThrows(IllegalArgumentException.class, () -> RunStore.at(store).shard(0, 0));
  }
}
