package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.guidance.LinearOracle;
import io.otherwise.method.Svce;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks SVCE: its oracle on stored vectors, or the whole adaptive Frank-Wolfe method. */
final class SvceGolden {
  private static final Pattern PART = Pattern.compile("(case|oracle)(\\d+)/(\\w+)");

  private final GoldenFile file;
  private final JsonNode settings;
  private final Map<String, Stored> outputs;

  private SvceGolden(GoldenFile file) {
    this.file = file;
    this.settings = file.settings();
    this.outputs = file.outputs();
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    SvceGolden golden = new SvceGolden(file);
    try (Scope scope = Scope.open()) {
      return golden.settings.has("cases") ? golden.oracle() : golden.attack();
    }
  }

  // ---- the oracle alone

  private double oracle() {
    double worst = 0;
    for (JsonNode one : settings.get("cases")) {
      String place = "case" + one.get("k").asInt() + "/";
      Tensor x = stored(place + "x");
      Tensor w = stored(place + "w");
      double p = one.get("p").asDouble();
      Tensor delta = LinearOracle.furthest(x, w, one.get("eps").asDouble(), p);
      worst = Math.max(worst, same(place + "delta", delta));
      Tensor norm = delta.abs().toDouble().pow(p).sum(1).pow(1 / p);
      worst = Math.max(worst, same(place + "norm_p", norm));
      worst = Math.max(worst, same(place + "inner", delta.toDouble().times(w.toDouble()).sum(1)));
    }
    for (String name : outputs.keySet()) {
      if (!name.matches("case\\d+/(x|w|delta|norm_p|inner)")) {
        throw new NotUnderstood("SvceGolden knows no quantity called " + name + " of an oracle");
      }
    }
    return worst;
  }

  private Tensor stored(String name) {
    Stored stored = outputs.get(name);
    long[] shape = stored.shape().stream().mapToLong(Long::longValue).toArray();
    return Tensor.of(stored.floats(), shape);
  }

  private double same(String name, Tensor found) {
    return outputs.get(name).check(Stored.widened(found.floats()), Stored.Rule.EVERY);
  }

  // ---- the whole method

  private double attack() {
    FormulaImages images = new FormulaImages(file);
    int classes = settings.get("classes").asInt();
    try (TinyClassifier classifier = new TinyClassifier("classifier", classes, file.run())) {
      double[] logits = images.logits(classifier, images.pixels());
      long[] targets = images.nextClasses(logits);
      HeardRun run =
          new HeardRun(
              method(images).on(classifier),
              new FormulaNoise(file.text("method") + "_start", file.run(), false),
              images.list(),
              targets);
      double worst = 0;
      for (Stored stored : outputs.values()) {
        double[] found =
            switch (stored.name()) {
              case "target" -> Stored.widened(targets);
              case "input_logits" -> logits;
              case "x_best" -> run.at(settings.get("n_iter").asInt(), "best");
              case "best_log_prob" -> run.at(settings.get("n_iter").asInt(), "bestLogProbability");
              default -> step(stored.name(), run);
            };
        worst = Math.max(worst, stored.check(found, Stored.Rule.EVERY));
      }
      return worst;
    }
  }

  private static double[] step(String name, HeardRun run) {
    Matcher part = PART.matcher(name);
    if (!part.matches()) {
      throw new NotUnderstood("SvceGolden knows no quantity called " + name);
    }
    return run.at(Integer.parseInt(part.group(2)), part.group(3));
  }

  private Svce method(FormulaImages images) {
    if (!settings.path("loss").asText("log_conf").startsWith("log_conf")) {
      throw new NotUnderstood("SVCE ascends log_conf, but the loss is " + settings.get("loss"));
    }
    return new Svce(
            settings.get("eps").asDouble(),
            settings.get("p").asDouble(),
            settings.get("n_iter").asInt(),
            settings.path("rho").asDouble(0.75),
            1)
        .statedFor(images.list().get(0));
  }
}
