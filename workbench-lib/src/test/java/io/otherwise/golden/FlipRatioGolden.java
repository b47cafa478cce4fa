package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Image;
import io.otherwise.explain.Query;
import io.otherwise.explain.Scores;
import io.otherwise.metric.Bkl;
import io.otherwise.metric.Confidence;
import io.otherwise.metric.FlipRatio;
import io.otherwise.metric.Population;
import io.otherwise.metric.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Flip ratios, BKL and confidence from logits: rows of classes, or one number an image for a binary
 * decision. Flips are counted on answers; probabilities are compared in double as well, because an
 * answer's are floats.
 */
final class FlipRatioGolden implements PairMetricGolden.Case {
  /** Probabilities of answers are floats. */
  private static final double FLOAT = 1e-6;

  private final boolean binary;
  private final double[][] probabilities;
  private final double[][] logits;
  private final int[] target;
  private final Counterfactuals answers;

  FlipRatioGolden(JsonNode json) {
    JsonNode rows = json.get("logits");
    this.binary = !rows.get(0).isArray();
    this.target = GoldenFile.ints(json.get("target")).stream().mapToInt(t -> t).toArray();
    this.logits = new double[rows.size()][];
    this.probabilities = new double[rows.size()][];
    for (int i = 0; i < logits.length; i++) {
      logits[i] =
          binary
              ? new double[] {PairMetricGolden.one(rows.get(i))}
              : GoldenFile.doubles(rows.get(i));
      probabilities[i] = binary ? sigmoid(logits[i][0]) : softmax(logits[i]);
    }
    this.answers = answers(json.path("label"));
  }

  static double[] sigmoid(double logit) {
    return new double[] {1 / (1 + Math.exp(logit)), 1 / (1 + Math.exp(-logit))};
  }

  static double[] softmax(double[] logits) {
    double largest = IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).max().orElse(0);
    double[] p = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[i] - largest);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private Counterfactuals answers(JsonNode labels) {
    List<String> classes =
        IntStream.range(0, probabilities[0].length).mapToObj(Integer::toString).toList();
    List<Counterfactual> all = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      Image image = Image.of("case/" + i, 1, 1, new float[Image.CHANNELS]);
      Query query = image.towards(Integer.toString(target[i]));
      if (labels.isArray()) {
        query = query.trueLabel(labels.get(i).asText());
      }
      float[] p = new float[classes.size()];
      for (int k = 0; k < p.length; k++) {
        p[k] = (float) probabilities[i][k];
      }
      Scores scores = new Scores(classes, p);
      all.add(Counterfactual.of(query, image, scores, scores));
    }
    return new Counterfactuals(all);
  }

  @Override
  public double[] expected(String key) {
    return switch (key) {
      case "predictions" -> predictions();
      case "flip_ratio", "flip_ratio_ge" -> one(new FlipRatio().value(answers));
      case "flip_ratio_gt" -> one(above().value(answers));
      case "untargeted_ratio" -> one(new FlipRatio().aim(FlipRatio.Aim.AWAY).value(answers));
      case "mean_target_probability" -> one(confidence(Confidence.Reading.TARGET));
      case "mean_max_probability" -> one(confidence(Confidence.Reading.MAXIMUM));
      case "bkl_per_image" -> bkl(Population.ALL).values();
      case "bkl_all" -> one(bkl(Population.ALL).value());
      case "bkl_successes" -> one(bkl(Population.where("valid", this::success)).value());
      case "bkl_failures" -> one(bkl(Population.where("failed", c -> !success(c))).value());
      default -> throw PairMetricGolden.unknown("flip_ratio_bkl", key);
    };
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static FlipRatio above() {
    return new FlipRatio().compat(FlipRatio.Tie.ABOVE);
  }

  /** DiME's rule; a classifier of several classes has no boundary to dispute. */
  private boolean success(Counterfactual answer) {
    return above().reached(answer);
  }

  private double[] predictions() {
    return answers.stream()
        .mapToDouble(c -> Integer.parseInt(FlipRatio.Tie.AT_LEAST.decided(c.after())))
        .toArray();
  }

  private double confidence(Confidence.Reading reading) {
    Values values = new Confidence().compat(reading).sample(answers);
    return exact(values, i -> reading.of(probabilities[i], target[i])).value();
  }

  private Values bkl(Population population) {
    Values values = new Bkl().population(population).sample(answers);
    return exact(values, i -> Bkl.of(probabilities[i][target[i]]));
  }

  /** The same values in double, which the answers' must be near. */
  private static Values exact(Values ofAnswers, java.util.function.IntToDoubleFunction exact) {
    int[] positions = ofAnswers.positions();
    double[] values = IntStream.of(positions).mapToDouble(exact).toArray();
    PairMetricGolden.near("answers", values, ofAnswers.values(), FLOAT, FLOAT);
    return new Values(positions, values);
  }
}
