package io.otherwise.experiment;

import io.otherwise.experiment.MeasuredColumn.Cell;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Metric;
import io.otherwise.metric.PairMetric;
import io.otherwise.metric.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Holds the columns of one table against one of them. Answers are counted row after row. */
final class ValidityMeasure {
  private final TablePlan plan;
  private final Samples samples;
  private final Measured measured;
  private final PairedResamples resamples;
  private final int[][] answersTo;

  ValidityMeasure(TablePlan plan, Samples samples, Measured measured) {
    this.plan = plan;
    this.samples = samples;
    this.measured = measured;
    this.resamples = Measured.resamples(plan);
    this.answersTo = answersTo(plan);
  }

  /** For each query, where the answers to it stand among those of all rows. */
  private static int[][] answersTo(TablePlan plan) {
    Map<String, List<Integer>> places = new HashMap<>();
    int next = 0;
    for (Counterfactuals answers : plan.rows().values()) {
      for (Counterfactual answer : answers) {
        places.computeIfAbsent(answer.query().id(), id -> new ArrayList<>()).add(next++);
      }
    }
    return plan.queries().stream()
        .map(id -> places.get(id).stream().mapToInt(place -> place).toArray())
        .toArray(int[][]::new);
  }

  MetricValidity against(String yardstick) {
    Metric truth = plan.columns().get(yardstick);
    if (!(truth instanceof PairMetric) || truth.direction() == Direction.NONE) {
      throw new IllegalArgumentException(
          "a yardstick has a direction and one number an answer, but %s has not; take a distance to the truth"
              .formatted(yardstick));
    }
    double[] y = merits(yardstick);
    List<MetricValidity.Row> rows = new ArrayList<>();
    plan.columns()
        .forEach(
            (title, metric) -> {
              if (!title.equals(yardstick) && metric.direction() != Direction.NONE) {
                rows.add(row(title, metric, yardstick, y));
              }
            });
    rows.sort(Comparator.comparingDouble(row -> last(-row.withinImage().rho())));
    return new MetricValidity(yardstick, truth.population().name(), rows);
  }

  private static double last(double key) {
    return Double.isNaN(key) ? Double.POSITIVE_INFINITY : key;
  }

  private MetricValidity.Row row(String title, Metric metric, String yardstick, double... y) {
    double[] x = merits(title);
    return new MetricValidity.Row(
        title, metric, withinImage(x, y), perImage(x, y), perMethod(title, yardstick));
  }

  /** One number an answer, larger being better; NaN outside the population, and for sets. */
  private double[] merits(String title) {
    Metric metric = plan.columns().get(title);
    return plan.rows().values().stream()
        .flatMapToDouble(
            answers ->
                Arrays.stream(
                    metric instanceof PairMetric
                        ? MetricTableData.spread(
                            (Values) samples.of(metric, answers), answers.size())
                        : undefined(answers.size())))
        .map(value -> merit(metric, value))
        .toArray();
  }

  private static double[] undefined(int n) {
    double[] none = new double[n];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  private static double merit(Metric metric, double value) {
    return metric.direction() == Direction.LOWER ? -value : value;
  }

  private Correlated withinImage(double[] x, double[] y) {
    double[] each =
        Arrays.stream(answersTo)
            .mapToDouble(own -> Correlated.rho(at(x, own), at(y, own)))
            .toArray();
    int n = (int) Arrays.stream(each).filter(rho -> !Double.isNaN(rho)).count();
    return correlated(mean(each), n, r -> mean(at(each, resamples.drawn(r))));
  }

  private static double mean(double... values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }

  private Correlated perImage(double[] x, double[] y) {
    return correlated(
        Correlated.rho(x, y),
        Correlated.pairs(x, y),
        r -> {
          int[] drawn =
              Arrays.stream(resamples.drawn(r)).flatMap(q -> Arrays.stream(answersTo[q])).toArray();
          return Correlated.rho(at(x, drawn), at(y, drawn));
        });
  }

  private Correlated perMethod(String title, String yardstick) {
    List<Cell> x = measured.column(title).cells();
    List<Cell> y = measured.column(yardstick).cells();
    double[] figures = figures(title, x, Cell::value);
    double[] truths = figures(yardstick, y, Cell::value);
    int n = Correlated.pairs(figures, truths);
    return correlated(
        Correlated.rho(figures, truths),
        n,
        r ->
            Correlated.rho(
                figures(title, x, cell -> resampled(cell, r)),
                figures(yardstick, y, cell -> resampled(cell, r))));
  }

  private static double resampled(Cell cell, int r) {
    return cell.resampled().length == 0 ? Double.NaN : cell.resampled()[r];
  }

  private double[] figures(String title, List<Cell> cells, ToDoubleFunction<Cell> figure) {
    Metric metric = plan.columns().get(title);
    return cells.stream().mapToDouble(cell -> merit(metric, figure.applyAsDouble(cell))).toArray();
  }

  /** One query has no spread, and what has no value has no interval. */
  private Correlated correlated(double rho, int n, IntToDoubleFunction draw) {
    if (Double.isNaN(rho) || answersTo.length < 2) {
      return new Correlated(rho, Optional.empty(), n);
    }
    double[] draws = IntStream.range(0, plan.resamples()).mapToDouble(draw).toArray();
    return new Correlated(rho, PairedResamples.percentiles(draws), n);
  }

  private static double[] at(double[] values, int... places) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }
}
