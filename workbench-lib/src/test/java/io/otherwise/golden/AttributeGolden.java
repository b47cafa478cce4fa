package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.AttributeCorrelations;
import io.otherwise.metric.AttributeProbabilities;
import io.otherwise.metric.CorrelationDifference;
import io.otherwise.metric.CorrelationDifference.Formula;
import io.otherwise.metric.CorrelationDifference.Undefined;
import io.otherwise.metric.Mnac;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Changed attributes and correlation differences, from stored probabilities. */
final class AttributeGolden {
  /** How a file writes its labels: uniform above a threshold, one column a thinned-out copy. */
  private static final Pattern LABELS =
      Pattern.compile(
          "u of (\\S+) \\[(\\d+),A\\] > ([\\d.]+)\\); column (\\d+) = column query, then every"
              + " \\w+ row \\((\\d+),(\\d+),[^)]*\\) of column (\\d+) = 0");

  private final GoldenFile file;
  private final JsonNode one;
  private final int query;
  private final double[][] before;
  private final double[][] after;
  private final boolean[][] labels;
  private final StatisticsCheck check;

  private AttributeGolden(GoldenFile file, JsonNode one, StatisticsCheck check) {
    this.file = file;
    this.one = one;
    this.check = check;
    for (String key : List.of("factual", "counterfactual", "query", "ground_truth")) {
      if (!one.has(key)) {
        throw new NotUnderstood(
            "attribute files store factual and counterfactual probabilities, the query and how"
                + " labels are made, but one has no "
                + key
                + "; teach AttributeGolden to do without");
      }
    }
    this.query = one.get("query").asInt();
    this.before = StatisticsCheck.rows(one.get("factual"));
    this.after = StatisticsCheck.rows(one.get("counterfactual"));
    this.labels = labels(one.get("ground_truth").asText());
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    StatisticsCheck check = StatisticsCheck.exact();
    file.json().get("cases").forEach(one -> new AttributeGolden(file, one, check).compare());
    return check.worst();
  }

  private boolean[][] labels(String how) {
    Matcher m = LABELS.matcher(how);
    if (!m.find()) {
      throw new NotUnderstood("labels are made in one known way, but these are " + how);
    }
    int n = Integer.parseInt(m.group(2));
    int width = before[0].length;
    double threshold = Double.parseDouble(m.group(3));
    int copy = Integer.parseInt(m.group(4));
    int emptied = Integer.parseInt(m.group(7));
    int first = Integer.parseInt(m.group(5));
    int step = Integer.parseInt(m.group(6)) - first;
    double[] u = StatisticsGolden.uniform(m.group(1), file.run(), n * width);
    boolean[][] made = new boolean[n][width];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < width; a++) {
        made[i][a] = u[i * width + a] > threshold;
      }
      made[i][copy] = made[i][query];
      if (i >= first && (i - first) % step == 0) {
        made[i][emptied] = false;
      }
    }
    return made;
  }

  private void compare() {
    JsonNode expected = one.get("expected");
    for (String key : StatisticsCheck.keys(expected)) {
      JsonNode stored = expected.get(key);
      switch (key) {
        case "mnac_per_image" -> check.same(key, stored, changed());
        case "mnac" -> check.same(key, stored, Arrays.stream(changed()).average().orElseThrow());
        case "corr_ground_truth" ->
            check.same(key, stored, AttributeCorrelations.ofLabels(labels, query));
        case "corr_delta" ->
            check.same(key, stored, AttributeCorrelations.ofChanges(before, after, query));
        case "corr_factual_probability" ->
            probabilities(key, stored, AttributeCorrelations.ofProbabilities(before, query));
        case "corr_counterfactual_probability" ->
            probabilities(key, stored, AttributeCorrelations.ofProbabilities(after, query));
        case "nan_attributes" -> constant(StatisticsCheck.indices(stored));
        default -> check.same(key, stored, difference(key));
      }
    }
  }

  private double[] changed() {
    return IntStream.range(0, before.length)
        .mapToDouble(i -> Mnac.changed(before[i], after[i]))
        .toArray();
  }

  /**
   * Correlations of probabilities. For an attribute that the file names as constant ours is NaN;
   * the reference divides 0 by 0, and gets NaN or about 1e-17, as its mean of equal numbers happens
   * to be that number (60 times 0.9) or one bit beside it (60 times 0.8). Labels and changes are
   * whole numbers, whose means of equal ones are exact: there a constant is NaN for both.
   */
  private void probabilities(String key, JsonNode stored, double... found) {
    double[] wanted = GoldenFile.doubles(stored);
    double[] compared = found.clone();
    for (int a : StatisticsCheck.indices(one.at("/expected/nan_attributes"))) {
      if (Double.isNaN(found[a]) && Math.abs(wanted[a]) <= StatisticsCheck.ABSOLUTE) {
        compared[a] = wanted[a];
      }
    }
    check.same(key, stored, compared);
  }

  private void constant(int... attributes) {
    double[] found = AttributeCorrelations.ofProbabilities(before, query);
    for (int a : attributes) {
      if (!Double.isNaN(found[a])) {
        throw new AssertionError("attribute " + a + " is constant, but correlates by " + found[a]);
      }
    }
  }

  /** cd_dime_RULE, cd_eq19_PAIRS_RULE. */
  private double difference(String key) {
    Formula formula;
    if (key.startsWith("cd_dime_")) {
      formula = Formula.CHANGES;
    } else if (key.startsWith("cd_eq19_all_pairs_")) {
      formula = Formula.ALL_PAIRS;
    } else if (key.startsWith("cd_eq19_leave_one_out_")) {
      formula = Formula.LEAVE_ONE_OUT;
    } else if (key.startsWith("cd_eq19_unordered_pairs_")) {
      formula = Formula.UNORDERED_PAIRS;
    } else {
      throw unknown(key);
    }
    return metric().formula(formula).undefined(rule(key)).of(before, after);
  }

  private static Undefined rule(String key) {
    if (key.endsWith("_nan_to_zero")) {
      return Undefined.ZERO;
    } else if (key.endsWith("_raw")) {
      return Undefined.KEEP;
    } else if (key.endsWith("_skip_nan")) {
      return Undefined.SKIP;
    }
    throw unknown(key);
  }

  private static NotUnderstood unknown(String key) {
    return new NotUnderstood(
        "attribute metrics are mnac, corr_* and cd_{dime,eq19_*}_{nan_to_zero,raw,skip_nan}, but"
            + " one is "
            + key
            + "; teach AttributeGolden that metric");
  }

  private CorrelationDifference metric() {
    List<String> names = IntStream.range(0, before[0].length).mapToObj(Integer::toString).toList();
    AttributeProbabilities stored =
        new AttributeProbabilities("stored", names, images -> new float[0][]);
    return CorrelationDifference.of(stored, labels, names.get(query));
  }
}
