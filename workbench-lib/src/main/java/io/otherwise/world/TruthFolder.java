package io.otherwise.world;

import io.otherwise.artifact.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A folder that keeps searches for model truth, one file each, so that a search is done once and
 * not once a process. A file is there in full or not at all; several threads and processes may
 * share a folder, and write the same bytes where they search the same.
 */
public final class TruthFolder {
  private final Path folder;
  private final List<String> notes = new CopyOnWriteArrayList<>();

  private TruthFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, or makes it.
   *
   * @throws UncheckedIOException if it cannot be made or written
   */
  public static TruthFolder at(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw unwritable(folder, new IOException("it is read-only"));
    }
    return new TruthFolder(folder);
  }

  private static UncheckedIOException unwritable(Path folder, IOException e) {
    return new UncheckedIOException(
        "searches are kept in a folder that can be written, but %s cannot: %s; choose another one"
            .formatted(folder, e),
        e);
  }

  /** Where the files are. */
  public Path folder() {
    return folder;
  }

  /** One sentence for every file that was damaged and was searched again, in order. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * What was stored, or else what a search finds, which is then stored.
   *
   * @param search empty where the classifier calls the factual picture the target already
   * @throws UncheckedIOException if the answer cannot be stored; what was stored before stays
   */
  public Optional<ModelTruth> get(TruthKey key, Supplier<Optional<ModelTruth>> search) {
    Path file = folder.resolve(key.file());
    try {
      return TruthFile.read(Files.readAllBytes(file), key);
    } catch (NoSuchFileException e) {
      return searched(key, file, search);
    } catch (IOException | IllegalArgumentException e) {
      notes.add(
          "a stored search stays as it was written, but that for %s in %s did not: %s; it is searched again"
              .formatted(key, file, e.getMessage()));
      return searched(key, file, search);
    }
  }

  private static Optional<ModelTruth> searched(
      TruthKey key, Path file, Supplier<Optional<ModelTruth>> search) {
    Optional<ModelTruth> truth = search.get();
    AtomicFile.write(file, TruthFile.of(key, truth).bytes());
    return truth;
  }
}
