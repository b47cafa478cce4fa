package io.otherwise.experiment;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.artifact.Json;
import io.otherwise.artifact.Provenance;
import io.otherwise.explain.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What differs from one computation of a batch to the next: who computed it, when, and what it
 * took. Kept apart so that the answers' files are the same bytes after any interruption.
 */
record CostFile(List<Attempt> attempts) {
  static final String NAME = "cost.json";

  /**
   * One computation of the batch.
   *
   * @param outcome {@code finished}, or the sentence that its first failure came with
   * @param answers what each stored answer took, by its name
   */
  record Attempt(
      Provenance provenance, double seconds, String outcome, Map<String, Spent> answers) {
    Attempt {
      answers = answers == null ? Map.of() : new LinkedHashMap<>(answers);
    }
  }

  /** Wall time and the most native memory of one answer. */
  record Spent(long nanoseconds, long peakBytes) {
    static Spent of(Cost cost) {
      return new Spent(cost.time().toNanos(), cost.peakBytes());
    }

    Cost addTo(Cost calls) {
      return calls.time(Duration.ofNanos(nanoseconds)).peakBytes(peakBytes);
    }
  }

  CostFile {
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
  }

  /** Empty where there is none, or a damaged one: no result depends on it. */
  static CostFile read(Path folder) {
    try {
      return Json.read(Files.readAllBytes(folder.resolve(NAME)), CostFile.class);
    } catch (IOException e) {
      return new CostFile(List.of());
    }
  }

  CostFile and(Attempt attempt) {
    List<Attempt> more = new ArrayList<>(attempts);
    more.add(attempt);
    return new CostFile(more);
  }

  void write(Path folder) {
    AtomicFile.write(folder.resolve(NAME), Json.bytes(this));
  }

  /** The latest attempt that stored this answer. */
  Optional<Attempt> of(String answer) {
    return attempts.stream()
        .filter(attempt -> attempt.answers().containsKey(answer))
        .reduce((earlier, later) -> later);
  }
}
