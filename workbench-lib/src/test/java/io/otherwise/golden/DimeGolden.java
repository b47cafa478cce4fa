package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Dime;
import io.otherwise.method.DimeSwitches;
import io.otherwise.model.Ancestral;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Checks DiME and its ablations against the authors' sampler, attempt by attempt. */
final class DimeGolden implements AutoCloseable {
  private static final Pattern ITERATION = Pattern.compile("attempt(\\d+)/iter(\\d+)/(\\w+)");
  private static final Pattern ATTEMPT = Pattern.compile("attempt(\\d+)/(\\w+)");

  /** What no sign of the l1 distance has touched yet. */
  private static final Set<String> UNTOUCHED =
      Set.of("input_logit", "z_tau", "timestep_map", "betas", "alphas_cumprod");

  private final GoldenFile file;
  private final JsonNode settings;
  private final SignedClassifier classifier;
  private final PixelDiffusion model;
  private final TinyFeatures features;
  private final Ancestral sampler;
  private final float[] pixels;
  private final long[] shape;
  private final Dime dime;
  private final Map<String, double[]> heard = new HashMap<>();

  private DimeGolden(GoldenFile file) {
    this.file = file;
    this.settings = file.settings();
    this.shape = GoldenFile.longs(settings.get("image_shape"));
    int size = FormulaTensors.size(GoldenFile.shape(settings.get("image_shape")));
    this.pixels = FormulaTensors.image("input:image", file.run(), size);
    TinyClassifier tiny =
        new TinyClassifier("classifier", settings.path("classes").asInt(1), file.run());
    this.classifier = new SignedClassifier(tiny, settings.path("logit_offset").asDouble(0));
    this.features = new TinyFeatures(file.run());
    this.model = PixelModel.of(file);
    this.sampler = PixelModel.sampler(model, file.json().get("config"));
    this.dime = method(settings, PixelModel.respacing(model, file.json().get("config")));
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    try (Scope scope = Scope.open();
        DimeGolden golden = new DimeGolden(file)) {
      return golden.check();
    }
  }

  private double check() {
    FormulaNoise noise = new FormulaNoise(file.text("method"), file.run(), false);
    dime.on(classifier, model, features)
        .drawing(noise)
        .microBatch(Math.toIntExact(shape[0]))
        .watched((step, name, value) -> heard.put(step + "/" + name, values(value)))
        .explain(new Queries(queries()), Seed.seed(0));
    if (file.json().has("noise_count")) {
      assertEquals(file.json().get("noise_count").asInt(), noise.drawn(), "number of draws");
    }
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      worst = Math.max(worst, stored.check(found(stored.name()), rule(stored)));
    }
    return worst;
  }

  private static double[] values(Tensor value) {
    return Stored.widened(value.toDouble().floats());
  }

  private List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    int each = pixels.length / (int) shape[0];
    double[] targets = targets();
    for (int i = 0; i < targets.length; i++) {
      float[] one = Arrays.copyOfRange(pixels, i * each, (i + 1) * each);
      Image image = Image.of("image" + i, (int) shape[2], (int) shape[3], one);
      queries.add(image.towards(Integer.toString((int) targets[i])));
    }
    return queries;
  }

  private double[] logits() {
    return values(classifier.logits(Tensor.of(pixels, shape)));
  }

  /** The files' rule: the other side of the prediction. */
  private double[] targets() {
    return DoubleStream.of(logits()).map(logit -> logit > 0 ? 0 : 1).toArray();
  }

  private static Stored.Rule rule(Stored stored) {
    boolean first = stored.name().contains("/iter0/") || UNTOUCHED.contains(stored.name());
    return stored.exact() || first ? Stored.Rule.EVERY : Stored.Rule.MOST;
  }

  private double[] found(String name) {
    Matcher iteration = ITERATION.matcher(name);
    if (iteration.matches()) {
      return at(number(iteration, 1), number(iteration, 2) + 1, heardAs(iteration.group(3)));
    }
    Matcher attempt = ATTEMPT.matcher(name);
    if (attempt.matches()) {
      return at(number(attempt, 1), dime.tau() + 1, heardAs(attempt.group(2)));
    }
    IntStream positions = IntStream.range(0, sampler.size());
    return switch (name) {
      case "timestep_map" -> positions.mapToDouble(sampler.timesteps()::at).toArray();
      case "betas" -> positions.mapToDouble(sampler.ddpm().schedule()::beta).toArray();
      case "alphas_cumprod" -> positions.mapToDouble(sampler::alphaBar).toArray();
      case "input_logit" -> logits();
      case "target" -> targets();
      case "z_tau" -> at(0, 0, "zTau");
      case "cf" -> last("edited");
      case "cf_logit" -> last("logits");
      case "flipped" -> flipped();
      default -> throw new NotUnderstood("DimeGolden knows no quantity called " + name);
    };
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static String heardAs(String name) {
    return switch (name) {
      case "x_t_before" -> "xt";
      case "z_t_before" -> "zt";
      case "cf" -> "edited";
      case "logit" -> "logits";
      case "indices_tried" -> "rows";
      default -> throw new NotUnderstood("an attempt of DimeGolden has no quantity " + name);
    };
  }

  private double[] at(int attempt, int step, String name) {
    double[] values = heard.get(attempt * (dime.tau() + 1) + step + "/" + name);
    if (values == null) {
      throw new NotUnderstood(
          "attempt %d has no %s at step %d; what was heard is %s"
              .formatted(attempt, name, step, heard.keySet()));
    }
    return values;
  }

  /** A quantity of every image after its last attempt. */
  private double[] last(String name) {
    int images = (int) shape[0];
    double[] all = new double[0];
    for (int a = 0; heard.containsKey(a * (dime.tau() + 1) + dime.tau() + 1 + "/rows"); a++) {
      double[] rows = at(a, dime.tau() + 1, "rows");
      double[] values = at(a, dime.tau() + 1, name);
      int each = values.length / rows.length;
      all = a == 0 ? new double[images * each] : all;
      for (int k = 0; k < rows.length; k++) {
        System.arraycopy(values, k * each, all, (int) rows[k] * each, each);
      }
    }
    return all;
  }

  private double[] flipped() {
    double[] logits = last("logits");
    double[] flipped = targets();
    Arrays.setAll(flipped, i -> (logits[i] > 0 ? 1 : 0) == flipped[i] ? 1 : 0);
    return flipped;
  }

  /** The method with a file's settings. */
  private static Dime method(JsonNode s, String respacing) {
    List<Double> scales = new ArrayList<>();
    s.get("classifier_scales").forEach(scale -> scales.add(scale.asDouble()));
    return Dime.code()
        .tau(s.get("tau").asInt())
        .respacing(respacing)
        .classifierScales(scales)
        .perceptualScale(s.get("l_perc").asDouble())
        .distanceScale(s.get("l1_loss").asDouble())
        .variant(variant(s.path("variant").asText("")))
        .switches(
            DimeSwitches.published()
                .logits(s.get("use_logits").asBoolean())
                .rolloutNoise(s.path("use_sampling_on_x_t").asBoolean(true))
                .guidedIterations(s.path("guided_iterations").asInt(DimeSwitches.ALL))
                .euclideanScale(s.path("l2_loss").asDouble(0)));
  }

  private static Dime.Variant variant(String name) {
    return switch (name.split(",")[0]) {
      case "" -> Dime.Variant.DIME;
      case "direct" -> Dime.Variant.DIRECT;
      case "naive" -> Dime.Variant.NAIVE;
      case "early stopping" -> Dime.Variant.EARLY_STOPPING;
      case "unconditional" -> Dime.Variant.UNCONDITIONAL;
      default -> throw new NotUnderstood("a variant of DiME is none called " + name);
    };
  }

  @Override
  public void close() {
    features.close();
    model.close();
    classifier.close();
  }
}
