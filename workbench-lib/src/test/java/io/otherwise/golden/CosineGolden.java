package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.CosineSimilarity;
import io.otherwise.metric.Fva;
import io.otherwise.metric.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Cosines of stored feature pairs; {@code b_is} says in words how the second set is mixed. */
final class CosineGolden implements PairMetricGolden.Case {
  private static final Pattern MIXED =
      Pattern.compile(
          "w\\*a\\+\\(1-w\\)\\*b with w = u of (\\S+) \\(one per row\\)(?:; then (.*))?");
  private static final Pattern ROW = Pattern.compile("row (\\d+) = (?:0|(-?)a row (\\d+))");
  private static final Set<String> INPUT = Set.of("name", "shape", "mul", "add", "mix");

  private final double[] cosines;

  CosineGolden(JsonNode json, int run) {
    double[][] a = features(json.get("a"), run);
    double[][] b = features(json.get("b"), run);
    if (json.has("b_is")) {
      mix(json.get("b_is").asText(), a, b, run);
    }
    this.cosines =
        IntStream.range(0, a.length).mapToDouble(i -> CosineSimilarity.of(a[i], b[i])).toArray();
  }

  private static double[][] features(JsonNode input, int run) {
    input
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!INPUT.contains(name)) {
                throw PairMetricGolden.unknown("cosine", name);
              }
            });
    List<Integer> shape = GoldenFile.ints(input.get("shape"));
    long seed = FormulaTensors.seed(input.get("name").asText(), run);
    double mul = input.path("mul").asDouble(1);
    double mix = input.path("mix").asDouble(0);
    int d = shape.get(1);
    double[][] rows = new double[shape.get(0)][d];
    for (int i = 0; i < rows.length; i++) {
      double[] x = new double[d];
      for (int j = 0; j < d; j++) {
        double v = 2 * FormulaTensors.u(seed, (long) i * d + j) - 1;
        x[j] = mul * v + input.path("add").asDouble(0);
      }
      for (int j = 0; j < d; j++) {
        rows[i][j] = x[j] + mix * x[(j + 1) % d];
      }
    }
    return rows;
  }

  private static void mix(String words, double[][] a, double[][] b, int run) {
    Matcher mixed = MIXED.matcher(words);
    if (!mixed.matches()) {
      throw PairMetricGolden.unknown("cosine", words);
    }
    long seed = FormulaTensors.seed(mixed.group(1), run);
    for (int i = 0; i < b.length; i++) {
      double w = FormulaTensors.u(seed, i);
      for (int j = 0; j < b[i].length; j++) {
        b[i][j] = w * a[i][j] + (1 - w) * b[i][j];
      }
    }
    if (mixed.group(2) != null) {
      for (String sentence : mixed.group(2).split(", ")) {
        replace(sentence, a, b);
      }
    }
  }

  private static void replace(String sentence, double[][] a, double[][] b) {
    Matcher row = ROW.matcher(sentence);
    if (!row.matches()) {
      throw PairMetricGolden.unknown("cosine", sentence);
    }
    boolean zero = row.group(3) == null;
    double sign = zero ? 0 : row.group(2).isEmpty() ? 1 : -1;
    double[] source = zero ? a[0] : a[Integer.parseInt(row.group(3))];
    b[Integer.parseInt(row.group(1))] = Arrays.stream(source).map(x -> sign * x).toArray();
  }

  @Override
  public double[] expected(String key) {
    return switch (key) {
      case "cosine" -> cosines.clone();
      case "mean", "fs", "s3" -> mean(cosines, false);
      case "fva" -> mean(Arrays.stream(cosines).map(c -> Fva.same(c) ? 1 : 0).toArray(), true);
      default -> throw PairMetricGolden.unknown("cosine", key);
    };
  }

  private static double[] mean(double[] values, boolean share) {
    int[] positions = IntStream.range(0, values.length).toArray();
    return new double[] {new Values(positions, values, share).value()};
  }
}
