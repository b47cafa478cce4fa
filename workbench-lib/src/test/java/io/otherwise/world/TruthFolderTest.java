package io.otherwise.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.explain.Image;
import io.otherwise.image.Png;
import io.otherwise.world.ModelTruth.Edit;
import io.otherwise.world.ModelTruth.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFolderTest {
  private static final Scene SCENE = FaceWorld.v1().scene(Split.TEST, 11);
  private static final Image FACTUAL = SCENE.image();
  private static final TruthKey KEY = new TruthKey(FaceWorld.v1(), FACTUAL, "old", "hash of mine");

  /** Two members that no search would find: what comes back can only come from the file. */
  private static final ModelTruth TRUTH =
      new ModelTruth(
          SCENE,
          .1f,
          List.of(
              member(1f / 3, new Edit(Attribute.GLASSES, 1)),
              member(.9f, new Edit(Attribute.SMILE, 1 / 3.0), new Edit(Attribute.AGE, 0))),
          321);

  private static final Supplier<Optional<ModelTruth>> NEVER =
      () -> {
        throw new AssertionError("searched although it is stored");
      };

  @TempDir Path folder;

  private static Member member(float score, Edit... edits) {
    Scene scene = SCENE;
    for (Edit edit : edits) {
      scene = scene.with(edit.attribute().key(), edit.value());
    }
    float[] grey = new float[3 * 8 * 8];
    Arrays.fill(grey, 77 / 255f);
    return new Member(
        scene, List.of(edits), Image.of(scene.id(), 8, 8, grey), score, Math.PI, Math.sqrt(2));
  }

  private Path only() throws IOException {
    List<Path> files = files();
    assertEquals(1, files.size(), files.toString());
    return files.get(0);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private TruthFolder stored() {
    TruthFolder kept = TruthFolder.at(folder);
    assertEquals(Optional.of(TRUTH), kept.get(KEY, () -> Optional.of(TRUTH)));
    return kept;
  }

  @Test
  void what_was_stored_is_read_back_and_not_searched_again() {
    TruthFolder kept = stored();

    assertEquals(Optional.of(TRUTH), kept.get(KEY, NEVER));
    ModelTruth another = TruthFolder.at(folder).get(KEY, NEVER).orElseThrow();
    assertEquals(TRUTH, another);
    assertEquals(
        TRUTH.members().get(1).scene().id(), another.members().get(1).scene().id(), "ids too");
    assertEquals(List.of(), kept.notes());
  }

  @Test
  void a_search_that_finds_nothing_and_a_picture_that_is_there_already_are_kept_too() {
    TruthFolder kept = TruthFolder.at(folder.resolve("made").resolve("on the way"));
    ModelTruth nothing = new ModelTruth(SCENE, .25f, List.of(), 99);
    kept.get(KEY, () -> Optional.of(nothing));
    TruthKey other = new TruthKey(FaceWorld.v1(), FACTUAL, "glasses", "hash of mine");
    kept.get(other, Optional::empty);

    assertEquals(Optional.of(nothing), kept.get(KEY, NEVER));
    assertEquals(Optional.empty(), kept.get(other, NEVER));
  }

  @Test
  void a_real_search_comes_back_to_the_bit() {
    float[] goal =
        SCENE.with(Attribute.GLASSES, 1 - SCENE.shown(Attribute.GLASSES)).image().values();
    TargetScore score = images -> nearness(images, goal);
    ModelTruth found = ModelTruth.of(SCENE, score);
    TruthFolder.at(folder).get(KEY, () -> Optional.of(found));

    assertFalse(found.members().isEmpty());
    assertEquals(found, TruthFolder.at(folder).get(KEY, NEVER).orElseThrow());
  }

  /** Above one half for pictures nearer to the goal than to the factual one. */
  private static float[] nearness(List<Image> images, float[] goal) {
    float[] from = FACTUAL.values();
    float[] scores = new float[images.size()];
    for (int i = 0; i < scores.length; i++) {
      float[] at = images.get(i).values();
      double there = 0;
      double here = 0;
      for (int k = 0; k < at.length; k++) {
        there += Math.abs(at[k] - goal[k]);
        here += Math.abs(at[k] - from[k]);
      }
      scores[i] = (float) (here / (here + there));
    }
    return scores;
  }

  @Test
  void everything_in_the_key_tells_files_apart() throws IOException {
    FaceWorld v1 = FaceWorld.v1();
    Image repainted = Png.decode(FACTUAL.id(), Png.encode(SCENE.with(Attribute.BLUR, 1).image()));
    List<TruthKey> keys =
        List.of(
            KEY,
            new TruthKey(v1, FACTUAL, "young", "hash of mine"),
            new TruthKey(v1, FACTUAL, "old", "hash of another"),
            new TruthKey(v1, FACTUAL.named("faces/test/12"), "old", "hash of mine"),
            new TruthKey(v1, repainted, "old", "hash of mine"),
            new TruthKey(new FaceWorld(7, v1.knobs()), FACTUAL, "old", "hash of mine"),
            new TruthKey(v1.knobs(Knobs.shortcut(.9)), FACTUAL, "old", "hash of mine"));
    TruthFolder kept = TruthFolder.at(folder);

    keys.forEach(key -> kept.get(key, Optional::empty));

    assertEquals(keys.size(), files().size());
    String text = Files.readString(folder.resolve(KEY.file()));
    for (String part : List.of("\"budget\" : 2000", "\"bisections\" : 8", "faces, version 1: ")) {
      assertTrue(text.contains(part), text);
    }
  }

  @Test
  void a_damaged_file_is_searched_again_and_said_in_one_sentence() throws IOException {
    stored();
    Path file = only();
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, UTF_8);
    List<byte[]> damaged =
        List.of(
            Arrays.copyOf(whole, whole.length / 2),
            new byte[0],
            "null".getBytes(UTF_8),
            "<html>".getBytes(UTF_8),
            text.replace("321", "322").getBytes(UTF_8),
            text.replace("\"score\" : 0.9", "\"score\" : 0.6").getBytes(UTF_8),
            text.replace("\"format\" : 1", "\"format\" : 2").getBytes(UTF_8),
            text.replace("glasses", "monocle").getBytes(UTF_8),
            text.replace("\"seal\"", "\"stamp\"").getBytes(UTF_8));
    for (byte[] bad : damaged) {
      assertFalse(Arrays.equals(whole, bad));
      Files.write(file, bad);
      TruthFolder kept = TruthFolder.at(folder);

      assertEquals(Optional.of(TRUTH), kept.get(KEY, () -> Optional.of(TRUTH)));

      assertEquals(1, kept.notes().size());
      String note = kept.notes().get(0);
      assertTrue(note.contains("faces/test/11 towards old"), note);
      assertTrue(note.endsWith("; it is searched again"), note);
      assertEquals(1, note.lines().count(), note);
      assertArrayEquals(whole, Files.readAllBytes(only()), "written anew");
    }
  }

  @Test
  void a_whole_file_under_a_foreign_name_is_no_answer() throws IOException {
    stored();
    TruthKey other = new TruthKey(FaceWorld.v1(), FACTUAL, "smiling", "hash of mine");
    Files.copy(only(), folder.resolve(other.file()));
    TruthFolder kept = TruthFolder.at(folder);

    assertEquals(Optional.empty(), kept.get(other, Optional::empty));

    assertTrue(kept.notes().get(0).contains("it answers another question"), kept.notes().get(0));
    assertEquals(Optional.of(TRUTH), kept.get(KEY, NEVER));
  }

  @Test
  void a_sealed_record_that_holds_nonsense_is_searched_again() throws IOException {
    for (TruthFile.Found nonsense :
        List.of(
            new TruthFile.Found(
                List.of(new TruthFile.Change("monocle", 1)), .9f, 1, 1, Png.encode(FACTUAL)),
            new TruthFile.Found(
                List.of(new TruthFile.Change("age", 7)), .9f, 1, 1, Png.encode(FACTUAL)),
            new TruthFile.Found(
                List.of(new TruthFile.Change("age", 1)), .9f, 1, 1, new byte[] {1, 2}))) {
      Files.write(folder.resolve(KEY.file()), forged(nonsense));
      TruthFolder kept = TruthFolder.at(folder);

      assertEquals(Optional.of(TRUTH), kept.get(KEY, () -> Optional.of(TRUTH)));
      assertEquals(1, kept.notes().size(), nonsense.toString());
    }
  }

  private static byte[] forged(TruthFile.Found member) {
    return new TruthFile(TruthFile.FORMAT, KEY.stored(), false, 0, 0, List.of(member), "")
        .sealed()
        .bytes();
  }

  @Test
  void a_search_that_fails_leaves_nothing_behind() throws IOException {
    TruthFolder kept = TruthFolder.at(folder);

    assertThrows(
        CancellationException.class,
        () ->
            kept.get(
                KEY,
                () -> {
                  throw new CancellationException("stopped");
                }));

    assertEquals(List.of(), files());
  }

  @Test
  void a_search_that_was_interrupted_at_its_end_is_stored_all_the_same() throws IOException {
    TruthFolder kept = TruthFolder.at(folder);
    kept.get(
        KEY,
        () -> {
          Thread.currentThread().interrupt();
          return Optional.of(TRUTH);
        });

    assertTrue(Thread.interrupted(), "still interrupted");
    assertEquals(Optional.of(TRUTH), kept.get(KEY, NEVER));
    only();
  }

  @Test
  void an_interrupted_thread_reads_what_is_stored() {
    TruthFolder kept = stored();
    Thread.currentThread().interrupt();

    assertEquals(Optional.of(TRUTH), kept.get(KEY, NEVER));

    assertTrue(Thread.interrupted(), "still interrupted");
    assertEquals(List.of(), kept.notes());
  }

  @Test
  void threads_that_search_the_same_at_once_leave_one_whole_file() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<CompletableFuture<Optional<ModelTruth>>> threads = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      TruthFolder own = TruthFolder.at(folder);
      threads.add(CompletableFuture.supplyAsync(() -> own.get(KEY, () -> met(both))));
    }

    assertEquals(Optional.of(TRUTH), threads.get(0).get());
    assertEquals(Optional.of(TRUTH), threads.get(1).get());
    assertEquals(Optional.of(TRUTH), TruthFolder.at(folder).get(KEY, NEVER));
    only();
  }

  /** Ends when the other thread is searching too. */
  private static Optional<ModelTruth> met(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(TRUTH);
  }

  @Test
  void a_folder_that_cannot_be_written_is_refused_before_any_search() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    for (Path bad : List.of(file, file.resolve("below"))) {
      String message =
          assertThrows(UncheckedIOException.class, () -> TruthFolder.at(bad)).getMessage();
      assertTrue(message.contains(bad.toString()), message);
      assertTrue(message.endsWith("; choose another one"), message);
    }
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void a_classifier_without_a_hash_is_no_key() {
    assertThrows(
        IllegalArgumentException.class, () -> new TruthKey(FaceWorld.v1(), FACTUAL, "old", " "));
    assertNotEquals(KEY.file(), new TruthKey(FaceWorld.v1(), FACTUAL, "old", "b").file());
  }
}
