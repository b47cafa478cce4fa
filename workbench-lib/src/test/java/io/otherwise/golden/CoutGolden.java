package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.explain.Image;
import io.otherwise.metric.Cout;
import io.otherwise.metric.Curves;
import io.otherwise.metric.Insertion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * COUT and its curves with the tiny classifier in double precision. A binary file follows the class
 * that is predicted on each original, as the reference does, whatever label it names.
 */
final class CoutGolden {
  private final JsonNode json;
  private final int run;
  private final int classes;
  private final TinyDouble classifier;

  CoutGolden(JsonNode json, int run) {
    this.json = json;
    this.run = run;
    this.classes = json.get("classes").asInt();
    this.classifier = new TinyDouble(classes, run);
  }

  /** Returns the largest error relative to 1. */
  double check(double bound) {
    List<Insertion> insertions = insertions();
    List<Curves> curves =
        Insertion.curves(
            insertions,
            images -> images.stream().map(this::probabilities).toArray(double[][]::new));
    double worst = 0;
    JsonNode expected = json.get("expected");
    for (Iterator<String> keys = expected.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (key.equals("per_image")) {
        worst = Math.max(worst, perImage(expected.get(key), insertions, curves, bound));
      } else {
        worst = Math.max(worst, near(key, expected.get(key), mean(curves, weights(key)), bound));
      }
    }
    return worst;
  }

  private static Cout.Weights weights(String key) {
    return switch (key) {
      case "mean_ace" -> Cout.Weights.ACE;
      case "mean_paper" -> Cout.Weights.EXACT;
      default -> throw PairMetricGolden.unknown("cout", key);
    };
  }

  private static double mean(List<Curves> curves, Cout.Weights weights) {
    return curves.stream().mapToDouble(c -> Cout.of(c, weights)).average().orElse(Double.NaN);
  }

  private List<Insertion> insertions() {
    List<Image> factuals = images(json.get("image"));
    List<Image> edited = images(json.get("cf"));
    List<Insertion> insertions = new ArrayList<>();
    for (int i = 0; i < factuals.size(); i++) {
      Image x = factuals.get(i);
      int label = classes == 1 ? predicted(x) : json.get("label").asInt();
      int target = classes == 1 ? 1 - label : json.get("target").asInt();
      Insertion insertion = new Insertion(x, changed(x, edited.get(i)), label, target);
      if (json.has("step") && insertion.step() != json.get("step").asInt()) {
        throw new AssertionError("a step is " + insertion.step() + " pixels, but another stored");
      }
      insertions.add(insertion);
    }
    return insertions;
  }

  private List<Image> images(JsonNode input) {
    List<Integer> shape = GoldenFile.ints(input.get("shape"));
    boolean asKnown =
        input.path("range").asText("u cast to float32").equals("u cast to float32")
            && input.size() == (input.has("range") ? 3 : 2);
    if (!asKnown || shape.get(1) != Image.CHANNELS) {
      throw PairMetricGolden.unknown("cout", input.toString());
    }
    String name = input.get("name").asText();
    int each = shape.get(1) * shape.get(2) * shape.get(3);
    float[] all = FormulaTensors.image(name, run, shape.get(0) * each);
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < shape.get(0); i++) {
      float[] one = java.util.Arrays.copyOfRange(all, i * each, (i + 1) * each);
      images.add(Image.of(name + "/" + i, shape.get(2), shape.get(3), one));
    }
    return images;
  }

  private Image changed(Image factual, Image edited) {
    if (json.path("cf_unchanged").asBoolean()) {
      return factual;
    }
    if (!json.path("cf_top_half_unchanged").asBoolean()) {
      return edited;
    }
    float[] values = edited.values();
    float[] kept = factual.values();
    int pixels = edited.height() * edited.width();
    for (int i = 0; i < values.length; i++) {
      if (i % pixels / edited.width() < edited.height() / 2) {
        values[i] = kept[i];
      }
    }
    return Image.of(edited.id(), edited.height(), edited.width(), values);
  }

  private int predicted(Image image) {
    double[] p = probabilities(image);
    return p[1] > p[0] ? 1 : 0;
  }

  private double[] probabilities(Image image) {
    double gain = json.get("logit_gain").asDouble();
    double subtract = json.path("logit_subtract").asDouble(0);
    double[] logits = classifier.logits(image.values(), image.height(), image.width());
    for (int k = 0; k < logits.length; k++) {
      logits[k] = (logits[k] - subtract) * gain;
    }
    return classes == 1 ? FlipRatioGolden.sigmoid(logits[0]) : FlipRatioGolden.softmax(logits);
  }

  private static double perImage(
      JsonNode images, List<Insertion> insertions, List<Curves> curves, double bound) {
    double worst = 0;
    for (int i = 0; i < images.size(); i++) {
      for (Iterator<String> keys = images.get(i).fieldNames(); keys.hasNext(); ) {
        String key = keys.next();
        JsonNode wanted = images.get(i).get(key);
        Curves c = curves.get(i);
        double error =
            switch (key) {
              case "cout_ace" -> near(key, wanted, Cout.of(c, Cout.Weights.ACE), bound);
              case "cout_trapezoid_over_T", "cout_paper_sum" ->
                  near(key, wanted, Cout.of(c, Cout.Weights.EXACT), bound);
              case "c_curve" -> near(key, GoldenFile.doubles(wanted), c.label(), bound);
              case "c_prime_curve" -> near(key, GoldenFile.doubles(wanted), c.target(), bound);
              case "steps" -> near(key, wanted, insertions.get(i).steps(), 0);
              default -> throw PairMetricGolden.unknown("cout", key);
            };
        worst = Math.max(worst, error);
      }
    }
    return worst;
  }

  private static double near(String key, JsonNode wanted, double found, double bound) {
    return near(key, new double[] {PairMetricGolden.one(wanted)}, new double[] {found}, bound);
  }

  private static double near(String key, double[] wanted, double[] found, double bound) {
    PairMetricGolden.near(key, wanted, found, 0, bound);
    double worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      worst = Math.max(worst, Math.abs(wanted[i] - found[i]));
    }
    return worst;
  }
}
