package io.otherwise.experiment;

import io.otherwise.experiment.MeasuredColumn.Cell;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import io.otherwise.metric.PairMetric;
import io.otherwise.metric.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of metrics as programs read it. */
final class MetricTableData {
  private MetricTableData() {}

  static Table table(TablePlan plan, Measured measured) {
    Table table =
        Table.create(
            plan.title(),
            StringColumn.create(
                "row",
                Stream.concat(plan.rows().keySet().stream(), plan.reported().keySet().stream())),
            StringColumn.create("kind", kinds(plan)));
    measured.columns().forEach(column -> add(table, plan, column));
    if (plan.ranked()) {
      addRanks(table, plan, measured.ranks());
    }
    return table;
  }

  private static List<String> kinds(TablePlan plan) {
    return Stream.concat(
            plan.rows().keySet().stream().map(row -> "measured"),
            plan.reported().keySet().stream().map(row -> "reported"))
        .toList();
  }

  private static void add(Table table, TablePlan plan, MeasuredColumn column) {
    String title = column.title();
    DoubleColumn values = doubles(title, column.cells(), Cell::value);
    IntColumn n = IntColumn.create(title + " n");
    StringColumn population = StringColumn.create(title + " population");
    for (Cell cell : column.cells()) {
      n.append(cell.n());
      population.append(column.metric().population().name());
    }
    for (Map<String, Number> figures : plan.reported().values()) {
      Number figure = figures.get(title);
      values.append(figure == null ? Double.NaN : figure.doubleValue());
      n.appendMissing();
      population.appendMissing();
    }
    table.addColumns(
        values,
        padded(plan, doubles(title + " low", column.cells(), c -> low(c.interval()))),
        padded(plan, doubles(title + " high", column.cells(), c -> high(c.interval()))),
        n,
        population);
    if (column.drawn()) {
      table.addColumns(
          padded(plan, doubles(title + " deviation", column.cells(), Cell::deviation)));
    }
    if (plan.floors().containsKey(title)) {
      table.addColumns(padded(plan, doubles(title + " floor", column.cells(), Cell::floor)));
    }
  }

  private static void addRanks(Table table, TablePlan plan, List<Measured.Rank> ranks) {
    table.addColumns(
        padded(plan, doubles("average rank", ranks, Measured.Rank::value)),
        padded(plan, doubles("average rank low", ranks, r -> low(r.interval()))),
        padded(plan, doubles("average rank high", ranks, r -> high(r.interval()))));
  }

  private static <T> DoubleColumn doubles(String name, List<T> rows, Function<T, Double> value) {
    DoubleColumn column = DoubleColumn.create(name);
    rows.forEach(row -> column.append(value.apply(row)));
    return column;
  }

  /** Papers' rows have nothing here. */
  private static DoubleColumn padded(TablePlan plan, DoubleColumn column) {
    plan.reported().keySet().forEach(row -> column.appendMissing());
    return column;
  }

  private static double low(Optional<Interval> interval) {
    return interval.map(Interval::low).orElse(Double.NaN);
  }

  private static double high(Optional<Interval> interval) {
    return interval.map(Interval::high).orElse(Double.NaN);
  }

  static Table perImage(TablePlan plan, Samples samples) {
    StringColumn row = StringColumn.create("row");
    StringColumn query = StringColumn.create("query");
    StringColumn target = StringColumn.create("target");
    LongColumn seed = LongColumn.create("seed");
    BooleanColumn flipped = BooleanColumn.create("flipped");
    plan.rows()
        .forEach(
            (name, answers) -> {
              for (Counterfactual answer : answers) {
                row.append(name);
                query.append(answer.query().id());
                target.append(answer.query().target());
                seed.append(answer.seed().value());
                flipped.append(answer.flipped());
              }
            });
    Table table = Table.create(plan.title(), row, query, target, seed, flipped);
    plan.columns().forEach((title, metric) -> addAnswers(table, plan, samples, title, metric));
    return table;
  }

  private static void addAnswers(
      Table table, TablePlan plan, Samples samples, String title, Metric metric) {
    if (!(metric instanceof PairMetric)) {
      return;
    }
    DoubleColumn column = DoubleColumn.create(title);
    for (Counterfactuals answers : plan.rows().values()) {
      Arrays.stream(spread((Values) samples.of(metric, answers), answers.size()))
          .forEach(column::append);
    }
    table.addColumns(column);
  }

  /** One an answer, NaN for those outside the population. */
  static double[] spread(Values values, int answers) {
    double[] all = new double[answers];
    Arrays.fill(all, Double.NaN);
    int[] positions = values.positions();
    double[] own = values.values();
    for (int i = 0; i < own.length; i++) {
      all[positions[i]] = own[i];
    }
    return all;
  }

  static String csv(Table table) {
    return table.write().toString("csv");
  }
}
