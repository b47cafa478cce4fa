package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.explain.Image;
import io.otherwise.metric.RegionImportance;
import io.otherwise.model.Classifier;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** What regions of a counterfactual carry, asked of the small classifier. */
final class RegionGolden {
  /** The stored numbers are of a classifier in double, ours runs in float. */
  private static final double BOUND = 2e-4;

  private final GoldenFile file;
  private final StatisticsCheck check = StatisticsCheck.probabilities(BOUND);

  private RegionGolden(GoldenFile file) {
    this.file = file;
  }

  /** Returns the largest error, relative to a probability of 1. */
  static double check(GoldenFile file) {
    RegionGolden golden = new RegionGolden(file);
    file.json().get("cases").forEach(golden::checkCase);
    return golden.check.worst();
  }

  private void checkCase(JsonNode one) {
    if (!one.has("window") || !one.has("stride") || !one.has("size")) {
      throw new NotUnderstood(
          "regions are given by size, window and stride, but a case has "
              + StatisticsCheck.keys(one)
              + "; teach RegionGolden that case");
    }
    int side = one.get("size").asInt();
    RegionImportance regions =
        new RegionImportance(one.get("window").asInt(), one.get("stride").asInt());
    JsonNode expected = one.get("expected");
    try (Classifier classifier = new Gained(one, file.run())) {
      RegionImportance.Drops found =
          regions.of(
              classifier,
              image(one.get("factual"), side),
              image(one.get("counterfactual"), side),
              classifier.classes().get(one.get("target").asInt()));
      check.same("target_probability", expected.get("target_probability"), found.target());
      check.same("window_drops", expected.get("window_drops"), found.drops());
      check.sameRows("map", expected.get("map"), covered(found.map(), expected));
    }
  }

  private Image image(JsonNode text, int side) {
    String name = StatisticsGolden.source(text);
    float[] values = FormulaTensors.image(name, file.run(), Image.CHANNELS * side * side);
    return Image.of(name, side, side, values);
  }

  /** A pixel under no window has no value; files may write 0 there. */
  private static double[][] covered(double[][] map, JsonNode expected) {
    double[][] compared = Arrays.stream(map).map(double[]::clone).toArray(double[][]::new);
    for (int y = 0; y < map.length; y++) {
      for (int x = 0; x < map[y].length; x++) {
        boolean none = expected.path("coverage").path(y).path(x).asInt(1) == 0;
        if (none != Double.isNaN(map[y][x])) {
          throw new AssertionError("pixel " + y + ", " + x + " is covered otherwise");
        }
        if (none) {
          compared[y][x] = StatisticsCheck.number(expected.get("map").get(y).get(x));
        }
      }
    }
    return compared;
  }

  /** The small classifier with a logit made larger, so that windows matter. */
  private static final class Gained implements Classifier {
    private final TinyClassifier tiny;
    private final double gain;
    private final double subtract;

    Gained(JsonNode one, int run) {
      this.tiny = new TinyClassifier("classifier", one.get("classes").asInt(), run);
      this.gain = one.path("logit_gain").asDouble(1);
      this.subtract = one.path("logit_subtract").asDouble(0);
    }

    @Override
    public String name() {
      return tiny.name();
    }

    @Override
    public List<String> classes() {
      return tiny.classes();
    }

    @Override
    public boolean binary() {
      return tiny.binary();
    }

    @Override
    public Tensor logits(Tensor images) {
      return tiny.logits(images).minus(subtract).times(gain);
    }

    @Override
    public void close() {
      tiny.close();
    }
  }
}
