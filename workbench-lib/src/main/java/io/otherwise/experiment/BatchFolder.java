package io.otherwise.experiment;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Json;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Outcome;
import io.otherwise.explain.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stored answers of one batch under one setting. {@code 003.json} is written last, so an answer
 * whose record is there has all its pictures; hashes catch what changed afterwards.
 */
record BatchFolder(Path folder, ImageFormat format, Setting<?> setting, QueryBatch batch) {
  private static final String FINISHED = "finished";

  /**
   * What is there for each query.
   *
   * @param notes hears of what is there but damaged
   */
  List<Slot> slots(Consumer<String> notes) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      slots.add(Files.isDirectory(folder) ? slot(i, notes) : Slot.EMPTY);
    }
    return slots;
  }

  private Slot slot(int i, Consumer<String> notes) {
    try {
      byte[] record = Files.readAllBytes(record(i));
      unsigned(i, record);
      // A retry that was killed between the two leaves both.
      failed(i).toFile().delete();
      return new Slot(Sha256.of(record), null);
    } catch (NoSuchFileException e) {
      return new Slot("", failure(i));
    } catch (IOException e) {
      notes.accept(
          "the stored answer to %s (%s) was damaged: %s; it is computed again"
              .formatted(query(i).id(), setting, reason(e)));
      return Slot.EMPTY;
    }
  }

  private Failure failure(int i) {
    try {
      return Json.read(Files.readAllBytes(failed(i)), Failure.class);
    } catch (IOException e) {
      return null;
    }
  }

  /** A finished answer, as it was computed. */
  Counterfactual read(int i) {
    try {
      Counterfactual answer = unsigned(i, Files.readAllBytes(record(i)));
      Cost calls = answer.cost();
      Cost cost = costs().of(name(i)).map(a -> a.answers().get(name(i)).addTo(calls)).orElse(calls);
      return answer.by(setting.method(), setting.seed()).cost(cost);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a stored answer stays as it was written, but that to %s (%s) in %s did not: %s; run the sweep again to compute it anew"
              .formatted(query(i).id(), setting, folder, reason(e)),
          e);
    }
  }

  private Counterfactual unsigned(int i, byte[] record) throws IOException {
    AnswerFile file = AnswerFile.read(record);
    if (!file.query().equals(query(i).id())) {
      throw new IOException("it answers " + file.query());
    }
    return file.answer(query(i), folder, format);
  }

  /** Who computed this batch, and what it took. */
  CostFile costs() {
    return CostFile.read(folder);
  }

  /**
   * Stores the answers that are not there yet, and a row for every query that got none; a stored
   * answer is left as it is.
   *
   * @param notes hears when a stored answer came out otherwise this time
   */
  void write(
      List<Outcome> outcomes, List<Slot> before, CostFile.Attempt attempt, Consumer<String> notes) {
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    Map<String, byte[]> records = new LinkedHashMap<>();
    Map<String, CostFile.Spent> spent = new LinkedHashMap<>();
    Map<Integer, Failure> failures = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      boolean stored = before.get(i).finished();
      Optional<Counterfactual> answer = outcomes.get(i).answer();
      if (answer.isPresent()) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] record = Json.bytes(AnswerFile.of(answer.get(), name(i), format, files));
        if (!stored) {
          pictures.putAll(files);
          records.put(name(i) + ".json", record);
          spent.put(name(i), CostFile.Spent.of(answer.get().cost()));
        } else if (!before.get(i).hash().equals(Sha256.of(record))) {
          notes.accept(
              "the answer to %s (%s) came out otherwise when its batch was computed again, and the stored one was kept: program or machine changed; compare runs.diff, or delete %s"
                  .formatted(query(i).id(), setting, folder));
        }
      } else if (!stored) {
        failures.put(i, failure(i, outcomes.get(i).error().orElseThrow()));
      }
    }
    StoredImage.write(folder, pictures);
    costs().and(outcome(attempt, failures.values(), spent)).write(folder);
    StoredImage.write(folder, records);
    for (int i = 0; i < batch.size(); i++) {
      if (failures.containsKey(i)) {
        AtomicFile.write(failed(i), Json.bytes(failures.get(i)));
      } else {
        failed(i).toFile().delete();
      }
    }
  }

  private Failure failure(int i, RuntimeException error) {
    String kind = error.getClass().getSimpleName();
    String sentence = String.valueOf(error.getMessage());
    return new Failure(query(i).id(), query(i).target(), kind, sentence);
  }

  /** An attempt is told by the first of its failures. */
  private static CostFile.Attempt outcome(
      CostFile.Attempt attempt, Collection<Failure> failures, Map<String, CostFile.Spent> spent) {
    String ended = failures.stream().findFirst().map(Failure::sentence).orElse(FINISHED);
    return new CostFile.Attempt(attempt.provenance(), attempt.seconds(), ended, spent);
  }

  private Query query(int i) {
    return batch.queries().get(i);
  }

  private Path record(int i) {
    return folder.resolve(name(i) + ".json");
  }

  private Path failed(int i) {
    return folder.resolve(name(i) + ".failed.json");
  }

  private static String name(int i) {
    return "%03d".formatted(i);
  }

  /** The first line of what went wrong, without the parser's quotations. */
  static String reason(IOException e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    return text.lines().findFirst().orElse(text);
  }
}
