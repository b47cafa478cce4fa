package io.otherwise.experiment;

import io.otherwise.experiment.MeasuredColumn.Cell;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Metric;
import io.otherwise.show.Charts;
import io.otherwise.show.Estimate;
import io.otherwise.show.Figure;
import io.otherwise.show.PointChart;
import io.otherwise.show.TableView;
import io.otherwise.show.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of metrics as readers see it. */
final class MetricTableLook {
  private static final String REPORTED = "Reported in papers, not measured here";
  private static final String RANK = "average rank \u2193";

  private MetricTableLook() {}

  static TableView view(TablePlan plan, Measured measured) {
    List<Object> names = new ArrayList<>(plan.rows().keySet());
    TableView view =
        Tables.empty(plan.title()).column("", below(names, REPORTED, plan, name -> name));
    for (MeasuredColumn column : measured.columns()) {
      view =
          view.column(
              heading(column),
              below(figures(column), "", plan, name -> reported(plan, name, column)));
    }
    if (plan.ranked()) {
      view = view.column(RANK, below(ranks(measured), "", plan, name -> null));
    }
    return view;
  }

  /** Measured cells, then the section of the papers' figures where there are any. */
  private static List<Object> below(
      List<Object> measured, String title, TablePlan plan, Function<String, Object> reported) {
    List<Object> cells = new ArrayList<>(measured);
    if (!plan.reported().isEmpty()) {
      cells.add(new TableView.Section(title));
      plan.reported().keySet().forEach(name -> cells.add(reported.apply(name)));
    }
    return cells;
  }

  private static String heading(MeasuredColumn column) {
    Metric metric = column.metric();
    String n = column.commonN().map(all -> ", n = " + all).orElse("");
    return (metric.name() + " " + metric.direction().arrow()).strip()
        + "\n"
        + metric.population().name()
        + n;
  }

  private static List<Object> figures(MeasuredColumn column) {
    boolean[] best = column.best();
    return IntStream.range(0, best.length)
        .<Object>mapToObj(row -> figure(column, column.cells().get(row), best[row]))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static Figure figure(MeasuredColumn column, Cell cell, boolean best) {
    if (cell.withheld()) {
      return Figure.given("withheld")
          .remark("n = %s, needs %s".formatted(cell.n(), column.metric().minimum()));
    }
    List<String> remarks = new ArrayList<>();
    if (!Double.isNaN(cell.deviation())) {
      remarks.add(String.format(Locale.ROOT, "\u00b1 %.3g", cell.deviation()));
    }
    if (!Double.isNaN(cell.floor())) {
      remarks.add(String.format(Locale.ROOT, "floor %.3g", cell.floor()));
    }
    if (column.commonN().isEmpty()) {
      remarks.add("n = " + cell.n());
    }
    Figure figure = Figure.of(cell.value()).best(best).remark(String.join(", ", remarks));
    return cell.interval().map(figure::interval).orElse(figure);
  }

  /** A paper's own digits: nothing is rounded or added. */
  private static Object reported(TablePlan plan, String name, MeasuredColumn column) {
    Number figure = plan.reported().get(name).get(column.title());
    return figure == null ? null : Figure.given(figure.toString());
  }

  private static List<Object> ranks(Measured measured) {
    double[] values = measured.ranks().stream().mapToDouble(Measured.Rank::value).toArray();
    boolean[] best = Places.best(Direction.LOWER, values);
    List<Object> cells = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      Figure figure = Figure.of(values[row]).best(best[row]);
      cells.add(measured.ranks().get(row).interval().map(figure::interval).orElse(figure));
    }
    return cells;
  }

  static List<String> notes(TablePlan plan, Measured measured) {
    List<String> notes = new ArrayList<>();
    notes.add(
        ("Brackets: 95 %% intervals, in closed form where the metric has one, otherwise from %s"
                + " resamples of the %s queries, the same for every row (seed %s).")
            .formatted(plan.resamples(), plan.queries().size(), plan.seed().value()));
    repeated(plan).ifPresent(notes::add);
    notes.add("Bold: the best of its column.");
    if (measured.columns().stream().anyMatch(MeasuredColumn::drawn)) {
      notes.add("\u00b1: the deviation over random draws of edited images.");
    }
    if (!plan.floors().isEmpty()) {
      notes.add("Floor: the value between two real sets of n images.");
    }
    if (!plan.reported().isEmpty()) {
      notes.add("Reported figures come from other images and networks and are not ranked.");
    }
    notes.add("Definitions: " + definitions(plan.columns()) + ".");
    return notes;
  }

  private static Optional<String> repeated(TablePlan plan) {
    List<String> several =
        plan.rows().entrySet().stream()
            .filter(row -> row.getValue().size() > plan.queries().size())
            .map(row -> row.getKey() + " " + row.getValue().size())
            .toList();
    return several.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Answers to one query are resampled together (%s answers)."
                .formatted(String.join(", ", several)));
  }

  private static String definitions(Map<String, Metric> columns) {
    return columns.values().stream()
        .map(metric -> metric.name() + ", " + metric.citation().replaceAll("\\.$", ""))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** A point for each row that has both figures. */
  static PointChart tradeOff(MeasuredColumn x, MeasuredColumn y, Set<String> rows) {
    Map<String, Estimate> points = new LinkedHashMap<>();
    int at = 0;
    for (String row : rows) {
      Cell across = x.cells().get(at);
      Cell up = y.cells().get(at++);
      if (Double.isFinite(across.value()) && Double.isFinite(up.value())) {
        Estimate bare = Estimate.of(across.value(), up.value());
        Estimate wide = across.interval().map(bare::xInterval).orElse(bare);
        points.put(row, up.interval().map(wide::yInterval).orElse(wide));
      }
    }
    return Charts.tradeOff(x.label(), y.label(), points);
  }

  /** Sentences as LaTeX comments. */
  static String comments(List<String> sentences) {
    return sentences.stream()
        .flatMap(String::lines)
        .map(line -> "% " + line + "\n")
        .collect(Collectors.joining());
  }
}
