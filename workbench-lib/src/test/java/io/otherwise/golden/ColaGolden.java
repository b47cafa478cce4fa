package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.attribution.ChannelScore;
import io.otherwise.attribution.ConceptChoice;
import io.otherwise.attribution.ConceptGradients;
import io.otherwise.guidance.Losses;
import io.otherwise.method.ColaDce;
import io.otherwise.method.Suspension;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks CoLa-DCE: its concepts and masked gradients, and whole runs. */
final class ColaGolden {
  private static final Pattern FROM_TIMESTEP = Pattern.compile("DDPM timestep >= (\\d+)");

  /** What a place on the threshold may move. */
  private static final Set<String> AFTER_THRESHOLD =
      Set.of("spatial_mask", "image2_input_gradient/channel_spatial");

  private final GoldenFile file;
  private final JsonNode settings;
  private final TinyClassifier classifier;
  private final String layer;
  private final FormulaImages images;
  private final double[] logits;
  private final long[] targets;
  private final Tensor gradient;
  private final float[][] scores;
  private final int[][] chosen;

  private ColaGolden(GoldenFile file, TinyClassifier classifier) {
    this.file = file;
    this.settings = file.settings();
    this.classifier = classifier;
    this.layer = layer(settings.get("layer").asText());
    this.images = new FormulaImages(file);
    this.logits = images.logits(classifier, images.pixels());
    this.targets = images.targets(classifier, logits);
    this.gradient = ConceptGradients.at(classifier, images.tensor(images.pixels()), layer, targets);
    this.scores = ConceptGradients.scores(gradient, scoring(settings));
    this.chosen = chosen();
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    JsonNode settings = file.settings();
    if (file.json().has("config") && settings.has("cola_layer")) {
      ColaDce method = method(settings);
      return LdceGolden.check(file, (ldce, c, model) -> method.ldce(ldce).on(c, model));
    }
    if (!settings.has("layer")) {
      throw new NotUnderstood(
          "a case of CoLa-DCE has the masks of a layer, or a model's config and a cola_layer, but"
              + " its settings are "
              + settings
              + "; teach ColaGolden that kind");
    }
    try (Scope scope = Scope.open();
        TinyClassifier classifier =
            new TinyClassifier("classifier", settings.get("classes").asInt(), file.run())) {
      return new ColaGolden(file, classifier).check();
    }
  }

  /** The method of a whole run; LDCE's part is set by whoever runs it. */
  private static ColaDce method(JsonNode s) {
    boolean spatial = s.path("cola_eta").isNumber();
    ColaDce method =
        ColaDce.code(layer(s.get("cola_layer").asText()))
            .k(s.get("cola_k").asInt())
            .scoring(scoring(s))
            .spatial(spatial)
            .suspension(suspension(s.path("cola_conditioned_while")));
    return spatial ? method.eta(s.get("cola_eta").asDouble()) : method;
  }

  private static Suspension suspension(JsonNode conditionedWhile) {
    if (conditionedWhile.isMissingNode() || conditionedWhile.isNull()) {
      return Suspension.off();
    }
    Matcher rule = FROM_TIMESTEP.matcher(conditionedWhile.asText());
    if (!rule.matches()) {
      throw new NotUnderstood(
          "concepts count while \"DDPM timestep >= N\", but the rule is "
              + conditionedWhile
              + "; teach ColaGolden that rule");
    }
    return Suspension.belowTimestep(Integer.parseInt(rule.group(1)));
  }

  /** The score by its name in the settings. */
  private static ChannelScore scoring(JsonNode s) {
    String name = s.path("cond_option").asText(s.path("cola_cond_option").asText("sumabs"));
    return Arrays.stream(ChannelScore.values())
        .filter(score -> score.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NotUnderstood(
                    "cond_option is one of "
                        + Arrays.toString(ChannelScore.values())
                        + ", but was "
                        + name
                        + "; define that score"));
  }

  private static String layer(String name) {
    if (!Set.of("conv1", "relu1", "conv2", "relu2").contains(name)) {
      throw new NotUnderstood(
          "the small classifier has conv1, relu1, conv2 and relu2, but the layer is "
              + name
              + "; show that layer in TinyClassifier");
    }
    return name;
  }

  private int[][] chosen() {
    int[][] all = new int[scores.length][];
    Arrays.setAll(
        all, i -> ConceptChoice.top().of(scores[i], settings.get("k").asInt(), "image" + i));
    return all;
  }

  private double check() {
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      boolean threshold = AFTER_THRESHOLD.contains(stored.name());
      Stored.Rule rule = threshold ? Stored.Rule.MOST : Stored.Rule.EVERY;
      worst = Math.max(worst, stored.check(found(stored.name()), rule));
    }
    return worst;
  }

  private double[] found(String name) {
    Tensor channels = ConceptGradients.channelMask(gradient, chosen);
    return switch (name) {
      case "input_logits" -> logits;
      case "target" -> Stored.widened(targets);
      case "layer_gradient" -> values(gradient);
      case "channel_score" -> values(scoring(settings).of(gradient));
      case "selected_channels" ->
          Arrays.stream(chosen).flatMapToInt(Arrays::stream).asDoubleStream().toArray();
      case "channel_mask" -> values(channels);
      case "spatial_mask" -> values(spatial(channels));
      case "image2_input_gradient/unmasked" -> second(Tensor.full(1, channels.shape()));
      case "image2_input_gradient/channel" -> second(channels);
      case "image2_input_gradient/channel_spatial" -> second(spatial(channels));
      default -> throw new NotUnderstood("ColaGolden knows no quantity called " + name);
    };
  }

  private Tensor spatial(Tensor channels) {
    return ConceptGradients.spatialMask(gradient, channels, settings.get("eta").asDouble());
  }

  /** The masked gradient of the targets' log-probability at another image. */
  private double[] second(Tensor mask) {
    FormulaImages second = new FormulaImages(file, "input:image2");
    try (Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(second.tensor(second.pixels()));
      LayeredClassifier.Layered seen = classifier.layered(leaf, layer);
      Tensor indices = Tensor.of(targets, targets.length);
      Tensor objective =
          classifier.binary()
              ? Losses.binaryLogProbability(seen.logits(), indices.toFloat())
              : Losses.logProbability(seen.logits(), indices);
      return values(ConceptGradients.masked(graph, objective, seen.activations(), mask, leaf));
    }
  }

  private static double[] values(Tensor tensor) {
    return Stored.widened(tensor.floats());
  }
}
