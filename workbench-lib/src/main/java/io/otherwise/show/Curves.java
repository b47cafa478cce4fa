package io.otherwise.show;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.StepRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * p(target) of many answers, step by step.
 *
 * @param values for each step, the probabilities of those answers that have one, ascending
 * @param timesteps for each step, that of the first answer which has it
 */
record Curves(
    TreeMap<Integer, double[]> values, Map<Integer, Integer> timesteps, Counterfactuals answers) {
  static Curves of(Counterfactuals answers) {
    TreeMap<Integer, List<Double>> byStep = new TreeMap<>();
    Map<Integer, Integer> timesteps = new LinkedHashMap<>();
    for (Counterfactual answer : answers) {
      for (StepRecord record : answer.trace()) {
        if (!Double.isNaN(record.targetProbability())) {
          byStep
              .computeIfAbsent(record.step(), step -> new ArrayList<>())
              .add(record.targetProbability());
          timesteps.putIfAbsent(record.step(), record.timestep());
        }
      }
    }
    if (byStep.isEmpty()) {
      throw new IllegalArgumentException(
          ("a curve needs answers with p(target) in their traces, but %s have none; ask a method "
                  + "that records its steps")
              .formatted(answers));
    }
    TreeMap<Integer, double[]> values = new TreeMap<>();
    byStep.forEach(
        (step, all) -> values.put(step, all.stream().mapToDouble(p -> p).sorted().toArray()));
    return new Curves(values, timesteps, answers);
  }

  double[] steps() {
    return values.keySet().stream().mapToDouble(step -> step).toArray();
  }

  /** For each step, by linear interpolation between order statistics. */
  double[] quantile(double q) {
    return values.values().stream().mapToDouble(sorted -> quantile(sorted, q)).toArray();
  }

  static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** The curve of one answer. */
  List<Point> single(int index) {
    StepRecord[] trace = answers.get(index).trace().toArray(StepRecord[]::new);
    return Point.of(
        Arrays.stream(trace).mapToDouble(StepRecord::step).toArray(),
        Arrays.stream(trace).mapToDouble(StepRecord::targetProbability).toArray());
  }

  /** False for methods without a diffusion model, whose steps are only counted. */
  boolean timed() {
    return timed(timesteps);
  }

  private static boolean timed(Map<Integer, Integer> timesteps) {
    return timesteps.entrySet().stream().anyMatch(e -> !e.getKey().equals(e.getValue()));
  }

  /** Each step with its timestep, {@code 10 (281)}, where it has one of its own. */
  Map<Integer, String> names() {
    return names(timesteps);
  }

  static Map<Integer, String> names(Map<Integer, Integer> timesteps) {
    Map<Integer, String> names = new LinkedHashMap<>();
    boolean timed = timed(timesteps);
    timesteps.forEach(
        (step, timestep) -> names.put(step, timed ? step + " (" + timestep + ")" : "" + step));
    return names;
  }
}
