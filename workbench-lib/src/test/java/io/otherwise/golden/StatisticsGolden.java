package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.AverageRank;
import io.otherwise.metric.Bootstrap;
import io.otherwise.metric.ConceptValidity;
import io.otherwise.metric.Direction;
import io.otherwise.metric.Diversity;
import io.otherwise.metric.Interval;
import io.otherwise.metric.NormalInterval;
import io.otherwise.metric.Values;
import io.otherwise.metric.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Average ranks, intervals, diversity over runs and CoLa-DCE's validity ratio. */
final class StatisticsGolden {
  static final Set<String> METRICS =
      Set.of("average_rank", "intervals", "diversity", "cola_validity");

  private static final Pattern UNIFORM = Pattern.compile("u of ([^\\s,;]+)");
  private static final Pattern RESAMPLE = Pattern.compile("'([^']*):r'");

  private final GoldenFile file;
  private final StatisticsCheck check = StatisticsCheck.exact();

  private StatisticsGolden(GoldenFile file) {
    this.file = file;
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    StatisticsGolden golden = new StatisticsGolden(file);
    file.json().get("cases").forEach(golden::checkCase);
    return golden.check.worst();
  }

  private void checkCase(JsonNode one) {
    if (one.has("higher_is_better")) {
      averageRank(one);
    } else if (one.has("attr_original")) {
      validity(one);
    } else if (one.has("outcome_code")) {
      diversity(one);
    } else if (one.has("successes")) {
      wilson(one);
    } else if (one.has("resamples")) {
      bootstrap(one);
    } else if (one.has("data")) {
      normal(one);
    } else {
      throw new NotUnderstood(
          "statistics checked so far are ranks, validity, diversity and intervals, but a case has "
              + StatisticsCheck.keys(one)
              + "; teach StatisticsGolden that case");
    }
  }

  private static String name(JsonNode one) {
    return one.path("name").asText();
  }

  // ---- inputs

  /** The name in a text such as "square of u of input:boot". */
  static String source(JsonNode text) {
    Matcher matcher = UNIFORM.matcher(text.asText());
    if (!matcher.find()) {
      throw new NotUnderstood("an input is 'u of NAME', but one is " + text);
    }
    return matcher.group(1);
  }

  static double[] uniform(String name, int run, int size) {
    long seed = FormulaTensors.seed(name, run);
    return IntStream.range(0, size).mapToDouble(i -> FormulaTensors.u(seed, i)).toArray();
  }

  static double[][] rows(double[] values, int width) {
    return IntStream.range(0, values.length / width)
        .mapToObj(i -> Arrays.copyOfRange(values, i * width, (i + 1) * width))
        .toArray(double[][]::new);
  }

  /** {@code mul v + add}; with {@code mix} each value also takes some of its right neighbour. */
  private double[][] formula(JsonNode input) {
    int[] shape = StatisticsCheck.indices(input.get("shape"));
    double[] u = uniform(input.get("name").asText(), file.run(), shape[0] * shape[1]);
    double mul = input.path("mul").asDouble(1);
    double add = input.path("add").asDouble(0);
    double mix = input.path("mix").asDouble(0);
    double[][] plain = rows(Arrays.stream(u).map(x -> mul * (2 * x - 1) + add).toArray(), shape[1]);
    double[][] mixed = new double[shape[0]][shape[1]];
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[1]; j++) {
        mixed[i][j] = plain[i][j] + mix * plain[i][(j + 1) % shape[1]];
      }
    }
    return mixed;
  }

  private double[] data(JsonNode one) {
    double[] u = uniform(source(one.get("data")), file.run(), one.get("n").asInt());
    String text = one.get("data").asText();
    if (text.startsWith("square of u")) {
      return Arrays.stream(u).map(x -> x * x).toArray();
    } else if (text.startsWith("u of")) {
      return u;
    }
    throw new NotUnderstood("data are u or its square, but these are " + text);
  }

  // ---- one metric each

  private void averageRank(JsonNode one) {
    double[][] values = StatisticsCheck.rows(one.get("values"));
    List<Direction> directions = new ArrayList<>();
    one.get("higher_is_better")
        .forEach(h -> directions.add(h.asBoolean() ? Direction.HIGHER : Direction.LOWER));
    JsonNode expected = one.get("expected");
    check.sameRows(
        name(one) + " ranks", expected.get("ranks"), AverageRank.ranks(values, directions));
    check.same(name(one), expected.get("average"), AverageRank.of(values, directions));
  }

  private void validity(JsonNode one) {
    double[][] before = formula(one.get("attr_original"));
    double[][] after = formula(one.get("attr_counterfactual"));
    JsonNode expected = one.get("expected");
    double[] ratio = ratios(one, "selected", before, after);
    check.same(name(one), expected.get("ratio"), ratio);
    check.same("mean of " + name(one), expected.get("mean"), mean(ratio));
    double[] random = ratios(one, "random_with_replacement", before, after);
    check.same(name(one) + " at random", expected.get("random_ratio"), random);
    check.same("mean at random", expected.get("random_mean"), mean(random));
  }

  private static double[] ratios(
      JsonNode one, String channels, double[][] before, double[][] after) {
    int[][] chosen = StatisticsCheck.indexRows(one.get(channels));
    int k = one.get("k").asInt();
    if (Arrays.stream(chosen).anyMatch(row -> row.length != k)) {
      throw new NotUnderstood("each answer chooses k channels, but not all chose " + k);
    }
    return ConceptValidity.ratios(before, after, chosen);
  }

  private static double mean(double... values) {
    return sample(values).value();
  }

  private static Values sample(double... values) {
    return new Values(IntStream.range(0, values.length).toArray(), values);
  }

  private void diversity(JsonNode one) {
    int runs = one.get("runs").asInt();
    int items = one.get("items").asInt();
    int dim = one.get("dim").asInt();
    double[] u = uniform(source(one.get("features")), file.run(), runs * items * dim);
    double[][] features = rows(u, dim);
    double[] perItem = new double[items];
    for (int i = 0; i < items; i++) {
      int item = i;
      perItem[i] =
          Diversity.pairwise(
              IntStream.range(0, runs)
                  .mapToObj(run -> features[run * items + item])
                  .toArray(double[][]::new));
    }
    JsonNode expected = one.get("expected");
    check.same(name(one), expected.get("per_item"), perItem);
    check.same(name(one) + " mean", expected.get("mean_all"), mean(perItem));
    int[] kept = Diversity.sameOutcome(StatisticsCheck.indexRows(one.get("outcome_code")));
    check.sameIndices("kept items", expected.get("kept_items"), kept);
    check.same(
        "mean over kept items",
        expected.get("mean_same_outcome_only"),
        sample(perItem).value(kept));
  }

  private void wilson(JsonNode one) {
    double level = one.get("level").asDouble();
    Wilson found = Wilson.of(one.get("successes").asInt(), one.get("n").asInt(), level);
    JsonNode expected = one.get("expected");
    check.same("low", expected.get("low"), found.low());
    check.same("high", expected.get("high"), found.high());
    check.same("center", expected.get("center"), (found.low() + found.high()) / 2);
    // A normal interval of two values with deviation sqrt(2) reaches z to either side.
    NormalInterval unit = NormalInterval.at(level, -1, 1);
    check.same("z", expected.get("z"), unit.high());
  }

  private void bootstrap(JsonNode one) {
    double[] data = data(one);
    Matcher name = RESAMPLE.matcher(file.text("definition"));
    if (!name.find()) {
      throw new NotUnderstood("the definition names resamples 'NAME:r', but says nothing of them");
    }
    Values sample = sample(data);
    double[] means = new double[one.get("resamples").asInt()];
    JsonNode expected = one.get("expected");
    for (int r = 0; r < means.length; r++) {
      int[] drawn = drawn(name.group(1) + ":" + r, data.length);
      if (r == 0) {
        check.sameIndices("first indices", expected.get("first_indices"), drawn);
      }
      means[r] = sample.value(drawn);
    }
    Interval found = Bootstrap.percentiles(means, one.get("level").asDouble());
    check.same("mean", expected.get("mean"), sample.value());
    check.same("low", expected.get("low"), found.low());
    check.same("high", expected.get("high"), found.high());
    int first = expected.get("first_means").size();
    check.same("first means", expected.get("first_means"), Arrays.copyOf(means, first));
    check.same(
        "deviation of means",
        expected.get("std_of_means_sample"),
        NormalInterval.of(means).deviation());
  }

  private int[] drawn(String name, int n) {
    return Arrays.stream(uniform(name, file.run(), n)).mapToInt(u -> (int) (u * n)).toArray();
  }

  private void normal(JsonNode one) {
    double[] data = data(one);
    JsonNode expected = one.get("expected");
    NormalInterval exact = NormalInterval.of(data);
    NormalInterval rounded = NormalInterval.rounded(data);
    check.same("mean", expected.get("mean"), exact.mean());
    check.same("std_sample", expected.get("std_sample"), exact.deviation());
    check.same("low", expected.get("low"), exact.low());
    check.same("high", expected.get("high"), exact.high());
    check.same("low_196", expected.get("low_196"), rounded.low());
    check.same("high_196", expected.get("high_196"), rounded.high());
  }
}
