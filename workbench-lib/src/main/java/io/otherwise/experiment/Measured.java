package io.otherwise.experiment;

import io.otherwise.experiment.MeasuredColumn.Cell;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Interval;
import io.otherwise.metric.Metric;
import io.otherwise.metric.PairMetric;
import io.otherwise.metric.RepeatedSample;
import io.otherwise.metric.Sample;
import io.otherwise.metric.SetMetric;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All figures of a table.
 *
 * @param ranks the average rank of each row with its interval; empty where it was not asked for
 */
record Measured(List<MeasuredColumn> columns, List<Rank> ranks) {
  private static final double[] NONE = {};

  /**
   * The mean rank of one row over the columns that have a direction.
   *
   * @param value NaN where the row lacks a figure
   */
  record Rank(double value, Optional<Interval> interval) {}

  Measured {
    columns = List.copyOf(columns);
    ranks = List.copyOf(ranks);
  }

  static Measured of(TablePlan plan, Samples samples) {
    if (plan.rows().isEmpty()) {
      throw new IllegalStateException(
          "a table of metrics has at least one measured row, but has none; add one with row(name,"
              + " answers)");
    }
    List<MeasuredColumn> columns = new ArrayList<>();
    plan.columns().forEach((title, metric) -> columns.add(column(plan, samples, title, metric)));
    return new Measured(columns, plan.ranked() ? ranks(plan, columns) : List.of());
  }

  /** One metric on some answers, as a table of this one row has it. */
  static Cell alone(Metric metric, Counterfactuals answers) {
    TablePlan plan = TablePlan.of(List.of(metric)).row("", answers);
    return Measured.of(plan, new Samples()).columns().get(0).cells().get(0);
  }

  MeasuredColumn column(String title) {
    return columns.stream().filter(c -> c.title().equals(title)).findFirst().orElseThrow();
  }

  private static MeasuredColumn column(
      TablePlan plan, Samples samples, String title, Metric metric) {
    List<Cell> cells = new ArrayList<>();
    for (Counterfactuals answers : plan.rows().values()) {
      cells.add(cell(plan, title, metric, samples.of(metric, answers), answers));
    }
    return new MeasuredColumn(title, metric, cells);
  }

  private static Cell cell(
      TablePlan plan, String title, Metric metric, Sample sample, Counterfactuals answers) {
    int n = sample instanceof Values values ? values.defined() : sample.size();
    if (n < metric.minimum() && !plan.floors().containsKey(title)) {
      double none = Double.NaN;
      return new Cell(none, Optional.empty(), n, none, none, true, NONE, NONE);
    }
    double floor =
        plan.floors().containsKey(title) ? plan.floors().get(title).applyAsDouble(n) : Double.NaN;
    double value = sample.value();
    List<int[]> places = places(plan.queries(), answers);
    boolean plain = plan.plain().contains(title);
    double[] resampled = plain ? NONE : resamples(plan).values(sample, places);
    double[] jackknife = plain ? NONE : jackknife(metric, sample, places);
    // A closed form takes answers for independent, which several to one query are not.
    boolean once = answers.size() == plan.queries().size();
    Optional<Interval> closed = once ? sample.interval() : unanimous(sample, places);
    Optional<Interval> interval =
        closed.or(
            () ->
                interval(metric, n, value, resampled, jackknife)
                    .map(spread -> widened(spread, sample, places)));
    double deviation =
        sample instanceof RepeatedSample draws ? draws.repeats().deviation() : Double.NaN;
    return new Cell(value, interval, n, floor, deviation, false, resampled, jackknife);
  }

  /**
   * Where all answers agree, resampling would call a share certain: then each query counts once.
   * Empty for other values.
   */
  private static Optional<Interval> unanimous(Sample sample, List<int[]> places) {
    double value = sample.value();
    if (sample.interval().isEmpty() || value != 0 && value != 1) {
      return Optional.empty();
    }
    Set<Integer> members =
        Arrays.stream(sample.positions()).boxed().collect(Collectors.toUnmodifiableSet());
    int queries =
        (int) places.stream().filter(own -> Arrays.stream(own).anyMatch(members::contains)).count();
    Wilson share = Wilson.of(value == 1 ? queries : 0, queries);
    return Optional.of(new Interval(share.low(), share.high()));
  }

  /**
   * The interval of an objective one part of which all answers agree on. Resampling finds no
   * uncertainty in that part, so that ten flips of ten would be as good as a thousand; its own
   * interval is that of {@link #unanimous}. Limits of a sum of independent parts add up in
   * quadrature, each end for itself, and a part that never varies goes with no other. Other samples
   * keep their interval.
   *
   * <p>Zou and Donner (2008), Construction of Confidence Limits about Effect Measures.
   */
  static Interval widened(Interval resampled, Sample sample, List<int[]> places) {
    if (!(sample instanceof Objective.Weighed both)) {
      return resampled;
    }
    double value = both.value();
    Interval gained =
        unanimous(both.gain(), places)
            .map(own -> and(resampled, value, both.gain().value(), 1, own))
            .orElse(resampled);
    return unanimous(both.price(), places)
        .map(own -> and(gained, value, both.price().value(), -both.weight(), own))
        .orElse(gained);
  }

  /** The interval of a value, with that of a part that counts with some weight. */
  private static Interval and(Interval of, double value, double part, double weight, Interval own) {
    double down = weight * (weight < 0 ? own.high() - part : own.low() - part);
    double up = weight * (weight < 0 ? own.low() - part : own.high() - part);
    return new Interval(
        value - Math.hypot(value - of.low(), down), value + Math.hypot(of.high() - value, up));
  }

  private static double[] jackknife(Metric metric, Sample sample, List<int[]> places) {
    return metric instanceof PairMetric && sample instanceof Values mean
        ? PairedResamples.jackknife(mean, places)
        : NONE;
  }

  /**
   * One answer has no spread, which is not the same as being certain.
   *
   * @param jackknife empty where the value is no mean
   */
  static Optional<Interval> interval(
      Metric metric, int n, double value, double[] resampled, double[] jackknife) {
    if (n < 2) {
      return Optional.empty();
    }
    return metric instanceof SetMetric
        ? PairedResamples.around(value, resampled)
        : PairedResamples.corrected(value, resampled, jackknife);
  }

  static PairedResamples resamples(TablePlan plan) {
    return new PairedResamples(plan.queries().size(), plan.resamples(), plan.seed());
  }

  /** Where the answers to each query of the table stand in a row. */
  static List<int[]> places(List<String> queries, Counterfactuals answers) {
    Map<String, List<Integer>> byQuery = new HashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      byQuery.computeIfAbsent(answers.get(i).query().id(), id -> new ArrayList<>()).add(i);
    }
    return queries.stream()
        .map(id -> byQuery.getOrDefault(id, List.of()).stream().mapToInt(place -> place).toArray())
        .toList();
  }

  private static List<Rank> ranks(TablePlan plan, List<MeasuredColumn> all) {
    List<MeasuredColumn> columns = all.stream().filter(MeasuredColumn::ranked).toList();
    int rows = plan.rows().size();
    double[] average =
        Places.average(columns.stream().map(MeasuredColumn::ranks).toArray(double[][]::new), rows);
    boolean resampled = columns.stream().allMatch(MeasuredColumn::resampled);
    double[][] draws = new double[resampled ? plan.resamples() : 0][];
    for (int r = 0; r < draws.length; r++) {
      int at = r;
      draws[r] =
          Places.average(columns.stream().map(c -> c.ranks(at)).toArray(double[][]::new), rows);
    }
    List<Rank> ranks = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      ranks.add(rank(average[row], draws, row));
    }
    return ranks;
  }

  private static Rank rank(double value, double[][] draws, int row) {
    double[] own = new double[draws.length];
    for (int r = 0; r < own.length; r++) {
      own[r] = draws[r][row];
    }
    return new Rank(
        value, Double.isNaN(value) ? Optional.empty() : PairedResamples.percentiles(own));
  }
}
