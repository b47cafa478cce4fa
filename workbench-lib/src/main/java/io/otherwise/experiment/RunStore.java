package io.otherwise.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Json;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Method;
import io.otherwise.explain.Progress;
import io.otherwise.explain.Queries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder that keeps every explanation as soon as it is finished, and reads it back instead of
 * computing it again. A process may be killed at any moment and another one may go on; several may
 * share a folder. The bytes do not depend on interruptions, on order or on shards.
 *
 * <pre>
 * store.json                     version of the files, format of the pictures
 * RUN/run.json                   what decides the answers: method, values, seed, networks, threads
 * RUN/BATCH/003.json             one answer: query, scores, trace, calls, hashes
 * RUN/BATCH/003.edited.f32       its picture; .mask.f32 the kept mask
 * RUN/BATCH/003.failed.json      or the sentence with which it failed
 * RUN/BATCH/cost.json            when, where and how long: the only file that differs between times
 * </pre>
 *
 * RUN is a hash of run.json, BATCH one of its queries. Names that begin with a dot are half-written
 * and never read.
 */
public final class RunStore {
  /** Version of the files; part of every run's key. */
  static final int FORMAT = 1;

  private static final String HEADER = "store.json";

  private record Header(int format, ImageFormat images) {}

  private final Path folder;
  private final ImageFormat images;
  private final Share share;
  private final boolean retry;
  private final boolean readOnly;
  private final List<String> about;

  private RunStore(
      Path folder,
      ImageFormat images,
      Share share,
      boolean retry,
      boolean readOnly,
      List<String> about) {
    this.folder = folder;
    this.images = images;
    this.share = share;
    this.retry = retry;
    this.readOnly = readOnly;
    this.about = List.copyOf(about);
  }

  /**
   * Opens a store, or makes one that keeps pictures as floats.
   *
   * @throws UncheckedIOException if the folder cannot be read or made
   * @throws IllegalStateException if it is something else, or a store of another version
   */
  public static RunStore at(Path folder) {
    return whole(folder, header(folder, ImageFormat.FLOAT).images());
  }

  /**
   * Opens a store that keeps pictures in this format, or makes one.
   *
   * @throws IllegalStateException if it keeps them in another format
   */
  public static RunStore at(Path folder, ImageFormat images) {
    ImageFormat there = header(folder, images).images();
    if (there != images) {
      throw new IllegalStateException(
          "a store keeps all pictures in one format, but %s has %s and %s was asked for; open it with RunStore.at(folder), or choose another folder"
              .formatted(folder, there, images));
    }
    return whole(folder, images);
  }

  private static RunStore whole(Path folder, ImageFormat images) {
    return new RunStore(folder, images, Share.ALL, false, false, List.of());
  }

  /**
   * The same store, computing only its share: of all batches of a sweep, every {@code of}-th from
   * the {@code index}-th on. What others have stored is read back all the same.
   *
   * @param index from 0
   */
  public RunStore shard(int index, int of) {
    return new RunStore(folder, images, new Share(index, of), retry, readOnly, about);
  }

  /** The same store, computing again what ended with an error. */
  public RunStore retryingFailures() {
    return new RunStore(folder, images, share, true, readOnly, about);
  }

  /** The same store, which only reads: what is not there stays missing. */
  public RunStore readOnly() {
    return new RunStore(folder, images, share, retry, true, about);
  }

  /**
   * The same store, where these words are part of every run's key: for what decides the answers and
   * has no manifest, such as {@code "my classifier, epoch 12"}.
   */
  public RunStore about(String... identities) {
    return new RunStore(folder, images, share, retry, readOnly, List.of(identities));
  }

  public Path folder() {
    return folder;
  }

  public ImageFormat images() {
    return images;
  }

  boolean retries() {
    return retry;
  }

  /** Whether a batch with this number is computed where it is not there. */
  boolean computes(int batch) {
    return !readOnly && share.has(batch);
  }

  /** Whether files may be written or swept away. */
  boolean writes() {
    return !readOnly;
  }

  List<String> about() {
    return about;
  }

  /**
   * Computes what is not there yet, in the order of the settings, and hands back all of it. An
   * error of an explainer becomes a row of every query of its batch, and the rest goes on.
   *
   * @param bind the method with the models it needs: {@code m -> m.on(classifier, model)}
   * @param progress hears answers; its note tells what is left and the network calls used
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; what is
   *     finished is stored, and the same call goes on from there
   * @throws UncheckedIOException if the folder cannot be written; nothing stored is lost
   */
  public <M extends Method> Runs run(
      Sweep<M> sweep,
      Function<? super M, ? extends Explainer> bind,
      Queries queries,
      Session session,
      Progress progress) {
    return SweepRun.plan(this, sweep, bind, queries, session).run(progress);
  }

  private static Header header(Path folder, ImageFormat images) {
    Path file = folder.resolve(HEADER);
    if (!Files.exists(file)) {
      make(folder, file, images);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      JsonNode json = Json.read(bytes, JsonNode.class);
      if (json.path("format").asInt(0) != FORMAT) {
        throw new IllegalStateException(
            "this workbench reads stores of format %s, but %s has format %s; choose another folder, or the workbench that made it"
                .formatted(FORMAT, folder, json.path("format").asText("unknown")));
      }
      return Json.read(bytes, Header.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a store's %s says what it holds, but %s is unreadable: %s; restore the line {\"format\": %s, \"images\": \"FLOAT\"}, nothing else is lost"
              .formatted(HEADER, file, BatchFolder.reason(e), FORMAT),
          e);
    }
  }

  private static void make(Path folder, Path header, ImageFormat images) {
    boolean other = holdsFiles(folder);
    // Asked again: whoever made the same store meanwhile has put the header there.
    if (Files.exists(header)) {
      return;
    }
    if (other) {
      throw new IllegalStateException(
          "a store is a folder of its own, but %s holds other files; choose an empty or a new one"
              .formatted(folder));
    }
    AtomicFile.write(header, Json.bytes(new Header(FORMAT, images)));
  }

  private static boolean holdsFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> !file.getFileName().toString().startsWith("."));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a store's folder must be readable, but %s is not: %s; check its rights"
              .formatted(folder, e),
          e);
    }
  }
}
