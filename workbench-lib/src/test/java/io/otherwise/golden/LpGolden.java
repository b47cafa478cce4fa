package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.metric.LpDistance;
import io.otherwise.metric.LpDistance.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distances of image pairs; exponents stand in the names of the expected quantities: {@code L1.5}.
 */
final class LpGolden implements PairMetricGolden.Case {
  private static final String U = "u of ";
  private static final Pattern NORM = Pattern.compile("L([0-9.]+|inf)");
  private static final Pattern STORED = Pattern.compile("ldce_closeness_([0-9.]+|inf)");

  private final double[][] x;
  private final double[][] y;
  private final int width;

  LpGolden(JsonNode json, int run) {
    List<Long> shape = GoldenFile.shape(json.get("shape"));
    this.x = rows(json.get("x").asText(), run, shape);
    this.y = rows(json.get("y").asText(), run, shape);
    this.width = Math.toIntExact(shape.get(shape.size() - 1));
  }

  private static double[][] rows(String formula, int run, List<Long> shape) {
    if (!formula.startsWith(U)) {
      throw PairMetricGolden.unknown("lp", formula);
    }
    long seed = FormulaTensors.seed(formula.substring(U.length()), run);
    int each = FormulaTensors.size(shape.subList(1, shape.size()));
    double[][] rows = new double[Math.toIntExact(shape.get(0))][each];
    for (int i = 0; i < rows.length * each; i++) {
      rows[i / each][i % each] = FormulaTensors.u(seed, i);
    }
    return rows;
  }

  @Override
  public double[] expected(String key) {
    if (key.startsWith("mean/")) {
      return mean(expected(key.substring("mean/".length())));
    }
    Matcher norm = NORM.matcher(key);
    if (norm.matches()) {
      return each(new LpDistance(exponent(norm.group(1))));
    }
    Matcher stored = STORED.matcher(key);
    if (stored.matches()) {
      return each(LpDistance.ldceStored(exponent(stored.group(1))));
    }
    return switch (key) {
      case "mse" -> mean(each(LpDistance.meanSquare()));
      case "l1_mean_per_value" -> each(LpDistance.meanAbsolute());
      case "dime_l1_uint8" -> each(LpDistance.l1().compat(Reading.EIGHT_BIT));
      case "dime_l1_mean" -> mean(each(LpDistance.dime()));
      default -> throw PairMetricGolden.unknown("lp", key);
    };
  }

  private static double exponent(String text) {
    return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private double[] each(LpDistance metric) {
    double[] values = new double[x.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = metric.between(x[i], y[i], width);
    }
    return values;
  }

  private static double[] mean(double[] values) {
    return new double[] {Arrays.stream(values).average().orElse(Double.NaN)};
  }
}
