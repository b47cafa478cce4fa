package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Provenance;
import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one setting of a sweep gave. Answers stay on disk until they are asked for, so a sweep may
 * be larger than memory.
 */
public final class Run {
  /** A batch and what its folder held when the sweep ended. */
  record Part(BatchFolder folder, List<Slot> slots) {}

  private final Setting<?> setting;
  private final String key;
  private final Provenance here;
  private final List<Part> parts;

  Run(Setting<?> setting, String key, Provenance here, List<Part> parts) {
    this.setting = setting;
    this.key = key;
    this.here = here;
    this.parts = List.copyOf(parts);
  }

  public Setting<?> setting() {
    return setting;
  }

  /** 16 hexadecimal digits: the name of the run's folder in the store. */
  public String key() {
    return key;
  }

  /**
   * The finished answers in the order of the queries, read from the store.
   *
   * @throws java.io.UncheckedIOException if one was damaged since
   */
  public Counterfactuals answers() {
    List<Counterfactual> answers = new ArrayList<>();
    for (Part part : parts) {
      for (int i = 0; i < part.slots.size(); i++) {
        if (part.slots.get(i).finished()) {
          answers.add(part.folder.read(i));
        }
      }
    }
    return new Counterfactuals(answers);
  }

  /** The questions whose computation ended with an error. */
  public List<Failure> failures() {
    return slots().stream().filter(Slot::failed).map(Slot::failure).toList();
  }

  /** How many answers are stored. */
  public int finished() {
    return (int) slots().stream().filter(Slot::finished).count();
  }

  /** How many questions nobody has computed yet: other shards have them. */
  public int missing() {
    return (int) slots().stream().filter(Slot::empty).count();
  }

  private List<Slot> slots() {
    return parts.stream().flatMap(part -> part.slots.stream()).toList();
  }

  /** Who computed the first answer; this session where there is none yet. */
  public Provenance provenance() {
    List<Provenance> all = provenances();
    return all.isEmpty() ? here : all.get(0);
  }

  /** Everybody who computed a part of it, each once, whenever that was. */
  public List<Provenance> provenances() {
    List<Provenance> different = new ArrayList<>();
    for (Part part : parts) {
      for (CostFile.Attempt attempt : part.folder.costs().attempts()) {
        if (different.stream().allMatch(p -> !p.diff(attempt.provenance()).isEmpty())) {
          different.add(attempt.provenance());
        }
      }
    }
    return different;
  }

  /**
   * SHA-256 over all answers: traces, scores, calls and the hash of every picture. Equal hashes are
   * equal results to the bit.
   */
  public String hash() {
    StringBuilder all = new StringBuilder();
    slots().forEach(slot -> all.append(slot.hash()).append('\n'));
    return Sha256.of(all.toString().getBytes(UTF_8));
  }

  /**
   * What makes another run different: method, hyperparameters, seed, networks, machine, and the
   * answers' hash; the time is left out.
   */
  Map<String, Provenance.Change> diff(Run other) {
    Map<String, Provenance.Change> changes = new LinkedHashMap<>();
    add(changes, "method", setting.method().name(), other.setting.method().name());
    changes.putAll(provenance().diff(other.provenance()));
    add(changes, "sessions", provenances().size(), other.provenances().size());
    add(changes, "answers", finished(), other.finished());
    add(changes, "failures", failures().size(), other.failures().size());
    add(changes, "hash", shortHash(), other.shortHash());
    return changes;
  }

  private static void add(
      Map<String, Provenance.Change> changes, String name, Object here, Object there) {
    if (!here.equals(there)) {
      changes.put(name, new Provenance.Change(here.toString(), there.toString()));
    }
  }

  private String shortHash() {
    return hash().substring(0, RunKey.DIGITS);
  }

  /** {@code consensusDegrees 45, seed 0: 98 answers, 2 failed}. */
  @Override
  public String toString() {
    String failed = failures().isEmpty() ? "" : ", " + failures().size() + " failed";
    String missing = missing() == 0 ? "" : ", " + missing() + " missing";
    return "%s: %s answers%s%s".formatted(setting, finished(), failed, missing);
  }
}
