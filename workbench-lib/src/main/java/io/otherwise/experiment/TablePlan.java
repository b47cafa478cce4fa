package io.otherwise.experiment;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Names;
import io.otherwise.explain.Seed;
import io.otherwise.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/**
 * What a {@link MetricTable} is asked to show; checked before anything is measured.
 *
 * @param columns the metrics by their titles
 * @param rows the answers by the names of their rows
 * @param reported figures that papers print, by row and column
 * @param floors by column: what two real sets of n images are apart
 * @param tuned queries that no row may answer
 * @param plain columns without resampling
 */
record TablePlan(
    String title,
    Map<String, Metric> columns,
    Map<String, Counterfactuals> rows,
    Map<String, Map<String, Number>> reported,
    Map<String, IntToDoubleFunction> floors,
    Set<String> tuned,
    Set<String> plain,
    boolean ranked,
    Seed seed,
    int resamples) {
  TablePlan {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(seed, "seed");
    columns = ordered(columns);
    rows = ordered(rows);
    reported = ordered(reported);
    floors = ordered(floors);
    tuned = Set.copyOf(tuned);
    plain = Set.copyOf(plain);
    rows.values().forEach(new Untuned(tuned)::check);
  }

  static TablePlan of(List<Metric> metrics) {
    return new TablePlan(
        "",
        titled(metrics),
        Map.of(),
        Map.of(),
        Map.of(),
        Set.of(),
        Set.of(),
        false,
        Seed.seed(0),
        PairedResamples.FEWEST);
  }

  /** A metric's own name; with its population where two columns share the name. */
  private static Map<String, Metric> titled(List<Metric> metrics) {
    Map<String, Metric> titled = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      long same = metrics.stream().filter(other -> other.name().equals(metric.name())).count();
      String title =
          same == 1 ? metric.name() : metric.name() + " (" + metric.population().name() + ")";
      if (titled.put(title, metric) != null) {
        throw new IllegalArgumentException(
            "the columns of a table differ in name or population, but %s occurs twice; leave one out"
                .formatted(title));
      }
    }
    if (titled.isEmpty()) {
      throw new IllegalArgumentException(
          "a table of metrics has at least one column, but got no metric; name one");
    }
    return titled;
  }

  TablePlan title(String words) {
    return new TablePlan(
        words, columns, rows, reported, floors, tuned, plain, ranked, seed, resamples);
  }

  TablePlan row(String name, Counterfactuals answers) {
    checkNew(name);
    if (!rows.isEmpty()) {
      Map.Entry<String, Counterfactuals> first = rows.entrySet().iterator().next();
      checkSame(first.getKey(), ids(first.getValue()), name, ids(answers));
    } else if (answers.size() == 0) {
      throw new IllegalArgumentException(
          "a row holds at least one answer, but %s has none; explain some queries first"
              .formatted(name));
    }
    Map<String, Counterfactuals> more = with(rows, name, answers);
    return new TablePlan(
        title, columns, more, reported, floors, tuned, plain, ranked, seed, resamples);
  }

  TablePlan reported(String name, Map<String, ? extends Number> figures) {
    checkNew(name);
    figures.keySet().forEach(this::checkColumn);
    Map<String, Map<String, Number>> more = with(reported, name, ordered(figures));
    return new TablePlan(title, columns, rows, more, floors, tuned, plain, ranked, seed, resamples);
  }

  TablePlan floor(String column, IntToDoubleFunction realAgainstReal) {
    Map<String, IntToDoubleFunction> more = with(floors, checkColumn(column), realAgainstReal);
    return new TablePlan(
        title, columns, rows, reported, more, tuned, plain, ranked, seed, resamples);
  }

  TablePlan tunedOn(Set<String> ids) {
    Set<String> more = new LinkedHashSet<>(tuned);
    more.addAll(ids);
    return new TablePlan(
        title, columns, rows, reported, floors, more, plain, ranked, seed, resamples);
  }

  TablePlan plain(List<String> names) {
    names.forEach(this::checkColumn);
    Set<String> more = new LinkedHashSet<>(plain);
    more.addAll(names);
    return new TablePlan(
        title, columns, rows, reported, floors, tuned, more, ranked, seed, resamples);
  }

  TablePlan withRanks() {
    return new TablePlan(
        title, columns, rows, reported, floors, tuned, plain, true, seed, resamples);
  }

  TablePlan resampled(int count, Seed from) {
    // Refuses too few of them now, not when everything has been measured.
    new PairedResamples(1, count, from);
    return new TablePlan(title, columns, rows, reported, floors, tuned, plain, ranked, from, count);
  }

  /** The ids of the queries in the order of the first row. */
  List<String> queries() {
    return List.copyOf(ids(rows.values().iterator().next()));
  }

  String checkColumn(String name) {
    if (!columns.containsKey(name)) {
      throw new IllegalArgumentException(
          "a figure belongs to a column of the table, but there is no %s; did you mean %s?"
              .formatted(name, Names.suggestion(name, columns.keySet())));
    }
    return name;
  }

  /** The title under which a metric is a column. */
  String titleOf(Metric metric) {
    return columns.entrySet().stream()
        .filter(column -> column.getValue().equals(metric))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a yardstick is a column of the table, but %s over %s answers is none; add it to MetricTable.of(...)"
                        .formatted(metric.name(), metric.population().name())));
  }

  String checkRow(String name) {
    if (!rows.containsKey(name)) {
      throw new IllegalArgumentException(
          "a row is compared if the table measures it, but there is no %s; did you mean %s?"
              .formatted(name, Names.suggestion(name, rows.keySet())));
    }
    return name;
  }

  private void checkNew(String name) {
    if (rows.containsKey(name) || reported.containsKey(name)) {
      throw new IllegalArgumentException(
          "the rows of a table have different names, but %s occurs twice; rename one"
              .formatted(name));
    }
  }

  private static void checkSame(String first, Set<String> a, String second, Set<String> b) {
    if (!a.equals(b)) {
      long shared = a.stream().filter(b::contains).count();
      throw new IllegalArgumentException(
          ("the rows of a table answer the same queries, but %s answers %s and %s answers %s, and"
                  + " they share %s; explain the same queries in both")
              .formatted(first, a.size(), second, b.size(), shared));
    }
  }

  private static Set<String> ids(Counterfactuals answers) {
    Set<String> ids = new LinkedHashSet<>();
    answers.forEach(answer -> ids.add(answer.query().id()));
    return ids;
  }

  private static <V> Map<String, V> ordered(Map<String, ? extends V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
    Map<String, V> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  /** Figures on queries that settings were chosen on are too good. */
  private record Untuned(Set<String> tuned) {
    void check(Counterfactuals answers) {
      List<String> both = new ArrayList<>();
      for (Counterfactual answer : answers) {
        if (tuned.contains(answer.query().id())) {
          both.add(answer.query().id());
        }
      }
      if (!both.isEmpty()) {
        throw new IllegalArgumentException(
            ("a table refuses queries that settings were tuned on, but %s of its %s answers are to"
                    + " such, the first to %s; explain queries of the test split")
                .formatted(both.size(), answers.size(), both.get(0)));
      }
    }
  }
}
