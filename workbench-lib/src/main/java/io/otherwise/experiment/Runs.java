package io.otherwise.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.otherwise.artifact.Sha256;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Metric;
import io.otherwise.show.Html;
import io.otherwise.show.PointChart;
import io.otherwise.show.RowTable;
import io.otherwise.show.Shown;
import io.otherwise.show.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a sweep gave, one run a setting, in the order of {@link Sweep#settings}.
 *
 * @param notes sentences a reader of the results should know, such as what was computed again
 */
public record Runs(List<Run> all, List<String> notes) implements Iterable<Run>, Shown {
  public Runs {
    all = List.copyOf(all);
    notes = List.copyOf(notes);
  }

  /**
   * The runs with one value on an axis, or one seed: {@code runs.where("consensusDegrees", 45)},
   * {@code runs.where("seed", 0)}. None may be left.
   *
   * @throws IllegalArgumentException if a run has no such axis
   */
  public Runs where(String axis, Object value) {
    return new Runs(all.stream().filter(run -> run.setting().has(axis, value)).toList(), notes);
  }

  /** These and others, such as those of another method. */
  public Runs and(Runs others) {
    List<Run> both = new ArrayList<>(all);
    both.addAll(others.all);
    Set<String> all = new LinkedHashSet<>(notes);
    all.addAll(others.notes);
    return new Runs(both, List.copyOf(all));
  }

  /**
   * The run of one setting.
   *
   * @throws IllegalArgumentException if it is not among these
   */
  public Run run(Setting<?> setting) {
    return all.stream()
        .filter(run -> run.setting().equals(setting))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a run is asked for by a setting of its sweep, but %s is none of these %s; take one of sweep.settings()"
                        .formatted(setting, all.size())));
  }

  /** The answers under one setting. */
  public Counterfactuals answers(Setting<?> setting) {
    return run(setting).answers();
  }

  /** The answers of all runs, one run after the other. */
  public Counterfactuals answers() {
    return new Counterfactuals(all.stream().flatMap(run -> run.answers().stream()).toList());
  }

  /** The failures of all runs. */
  public List<Failure> failures() {
    return all.stream().flatMap(run -> run.failures().stream()).toList();
  }

  /** Whether every question was computed: true for a whole sweep, or when the last shard ended. */
  public boolean complete() {
    return all.stream().allMatch(run -> run.missing() == 0);
  }

  /** Only what differs between two runs. */
  public Differences diff(Run a, Run b) {
    return new Differences(a.diff(b));
  }

  /** Only what differs between two runs by their places. */
  public Differences diff(int a, int b) {
    return diff(get(a), get(b));
  }

  /**
   * A metric over the values of one axis with 95 % intervals; a curve for each combination of the
   * other axes, seeds taken together.
   *
   * @param axis whose values are numbers
   * @throws IllegalArgumentException if there is no such axis, or it has other values
   */
  public PointChart ablation(String axis, Metric metric) {
    return new Ablation(axis, metric).chart(this);
  }

  /** The answers by {@link Setting#words}: those of all seeds together, in order. */
  public Map<String, Counterfactuals> bySetting() {
    Map<String, Counterfactuals> grouped = new LinkedHashMap<>();
    for (Run run : all) {
      grouped.merge(run.setting().words(), run.answers(), Runs::joined);
    }
    return Collections.unmodifiableMap(grouped);
  }

  private static Counterfactuals joined(Counterfactuals a, Counterfactuals b) {
    return new Counterfactuals(Stream.concat(a.stream(), b.stream()).toList());
  }

  /** SHA-256 over the runs' keys and hashes. */
  public String hash() {
    String each =
        all.stream().map(run -> run.key() + " " + run.hash()).collect(Collectors.joining("\n"));
    return Sha256.of(each.getBytes(UTF_8));
  }

  public Run get(int index) {
    return all.get(index);
  }

  public int size() {
    return all.size();
  }

  public Stream<Run> stream() {
    return all.stream();
  }

  @Override
  public Iterator<Run> iterator() {
    return all.iterator();
  }

  /** One row a run, the failures below it. */
  @Override
  public Html toHtml() {
    RowTable<Run> runs =
        Tables.rows(all)
            .column("setting", Run::setting)
            .column("answers", Run::finished)
            .column("failed", run -> run.failures().size())
            .column("missing", Run::missing)
            .column("hash", run -> run.hash().substring(0, RunKey.DIGITS));
    List<Shown> parts = new ArrayList<>(List.of(runs));
    if (!failures().isEmpty()) {
      parts.add(
          Tables.rows(failures())
              .title("failures")
              .column("query", Failure::query)
              .column("error", Failure::error)
              .column("sentence", Failure::sentence));
    }
    notes.forEach(note -> parts.add(() -> Html.of(note)));
    return Html.stacked(parts.toArray(Shown[]::new));
  }

  @Override
  public String toString() {
    return Stream.concat(all.stream().map(Run::toString), notes.stream())
        .collect(Collectors.joining("\n"));
  }
}
