package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.method.Batched;
import io.otherwise.method.ChangeMask;
import io.otherwise.method.FastDime;
import io.otherwise.method.FastDimeSwitches;
import io.otherwise.method.MaskDime;
import io.otherwise.method.MaskDimeSwitches;
import io.otherwise.method.SelfMask;
import io.otherwise.model.Ancestral;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Checks FastDiME and MaskDiME against the authors' samplers, attempt by attempt. */
final class AttemptsGolden implements AutoCloseable {
  private static final Pattern ITERATION = Pattern.compile("attempt(\\d+)/iter(\\d+)/(\\w+)");
  private static final Pattern MASK = Pattern.compile("attempt0/masks?(\\d+)/(\\w+)");
  private static final Pattern ATTEMPT = Pattern.compile("attempt(\\d+)/(\\w+)");

  /** What no sign and no threshold has touched yet. */
  private static final Set<String> UNTOUCHED =
      Set.of("input_logit", "z_tau", "timestep_map", "betas", "alphas_cumprod");

  /** Within so many deviations a Gaussian kernel is above zero in single precision. */
  private static final double REACH = 14;

  private final GoldenFile file;
  private final JsonNode settings;
  private final FormulaImages images;
  private final SignedClassifier classifier;
  private final PixelDiffusion model;
  private final TinyFeatures features;
  private final Ancestral sampler;
  private final String respacing;
  private final int tau;
  private final boolean twice;
  private final double[] logits;
  private final long[] targets;

  private AttemptsGolden(GoldenFile file) {
    this.file = file;
    this.settings = file.settings();
    this.images = new FormulaImages(file);
    TinyClassifier tiny =
        new TinyClassifier("classifier", settings.path("classes").asInt(1), file.run());
    this.classifier = new SignedClassifier(tiny, settings.path("logit_offset").asDouble(0));
    this.features = new TinyFeatures(file.run());
    this.model = PixelModel.of(file);
    JsonNode config = file.json().get("config");
    this.sampler = PixelModel.sampler(model, config);
    this.respacing = PixelModel.respacing(model, config);
    this.tau = settings.get("tau").asInt();
    this.twice = file.json().get("outputs").has("attempt0/pass1_cf");
    this.logits = images.logits(classifier, images.pixels());
    this.targets = Arrays.stream(logits).mapToLong(l -> l > 0 ? 0 : 1).toArray();
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    try (Scope scope = Scope.open();
        AttemptsGolden golden = new AttemptsGolden(file)) {
      return golden.check();
    }
  }

  private double check() {
    if (file.text("method").equals("maskdime")) {
      return check(maskDime().on(classifier, model, features));
    }
    FastDime method = fastDime();
    if (method.variant() != FastDime.Variant.FAST_DIME) {
      return check(method.on(classifier, model, features));
    }
    try {
      return check(method.on(classifier, model, features));
    } catch (AssertionError e) {
      return checkThroughUNet(method, e);
    }
  }

  /** The files do not say whose gradients passed the U-Net; it must be all of theirs then. */
  private double checkThroughUNet(FastDime method, AssertionError otherwise) {
    try {
      FastDime other = method.variant(FastDime.Variant.THROUGH_UNET);
      return check(other.on(classifier, model, features));
    } catch (AssertionError e) {
      throw new AssertionError(
          otherwise.getMessage() + "; and through the U-Net: " + e.getMessage(), otherwise);
    }
  }

  private double check(Batched explainer) {
    FormulaNoise noise = new FormulaNoise(file.text("method"), file.run(), false);
    HeardRun run = new HeardRun(explainer, noise, images.list(), targets);
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      worst = Math.max(worst, stored.check(found(stored.name(), run), rule(stored)));
    }
    if (file.json().get("noise_count").asInt() != noise.drawn()) {
      throw new AssertionError(
          noise.drawn() + " draws, but the authors' code had " + file.json().get("noise_count"));
    }
    return worst;
  }

  private static Stored.Rule rule(Stored stored) {
    String name = stored.name();
    if (name.endsWith("/fixed_keep_mask") || name.endsWith("/mask1") || name.endsWith("/mask2")) {
      return Stored.Rule.MASK;
    }
    boolean first = name.contains("/iter0/") || UNTOUCHED.contains(name);
    return stored.exact() || first ? Stored.Rule.EVERY : Stored.Rule.MOST;
  }

  // ---- what the files name

  private double[] found(String name, HeardRun run) {
    Matcher mask = MASK.matcher(name);
    if (mask.matches()) {
      return mask(run, Integer.parseInt(mask.group(1)), mask.group(2));
    }
    Matcher iteration = ITERATION.matcher(name);
    if (iteration.matches()) {
      int before = twice ? tau : 0;
      int step = before + Integer.parseInt(iteration.group(2)) + 1;
      return run.at(at(iteration.group(1), step), heardAs(iteration.group(3)));
    }
    Matcher attempt = ATTEMPT.matcher(name);
    if (attempt.matches()) {
      boolean between = attempt.group(2).equals("pass1_cf") || name.endsWith("fixed_keep_mask");
      int step = between ? tau : steps() + 1;
      return run.at(at(attempt.group(1), step), heardAs(attempt.group(2)));
    }
    IntStream positions = IntStream.range(0, sampler.size());
    return switch (name) {
      case "timestep_map" -> positions.mapToDouble(sampler.timesteps()::at).toArray();
      case "betas" -> positions.mapToDouble(sampler.ddpm().schedule()::beta).toArray();
      case "alphas_cumprod" -> positions.mapToDouble(sampler::alphaBar).toArray();
      case "input_logit" -> logits;
      case "target" -> Stored.widened(targets);
      case "z_tau" -> run.at(0, "zTau");
      case "cf" -> last(run, "edited");
      case "cf_logit" -> last(run, "logits");
      case "flipped" -> flipped(run);
      default -> throw new NotUnderstood("AttemptsGolden knows no quantity called " + name);
    };
  }

  private int steps() {
    return twice ? 2 * tau : tau;
  }

  private int at(String attempt, int step) {
    return Integer.parseInt(attempt) * (steps() + 1) + step;
  }

  private static String heardAs(String name) {
    return switch (name) {
      case "x_t_before" -> "xt";
      case "z_t_before" -> "zt";
      case "cf" -> "edited";
      case "logit" -> "logits";
      case "indices_tried" -> "rows";
      case "pass1_cf" -> "passed";
      case "fixed_keep_mask" -> "fixed";
      default -> throw new NotUnderstood("an attempt of AttemptsGolden has no quantity " + name);
    };
  }

  private double[] mask(HeardRun run, int n, String what) {
    return switch (what) {
      case "mask" -> run.nth("change", n);
      case "dilated" -> dilated(run.nth("change", n));
      case "class_gradient" -> run.nth("gC", n);
      case "mask1" -> run.nth("edited region", n);
      case "mask2" -> run.nth("seen region", n);
      default -> throw new NotUnderstood("a mask of AttemptsGolden has no quantity " + what);
    };
  }

  private double[] dilated(double... change) {
    float[] values = new float[change.length];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) change[i]);
    long[] shape = images.shape();
    Tensor map = Tensor.of(values, shape[0], 1, shape[2], shape[3]);
    return Stored.widened(map.dilated(settings.get("dilation").asInt()).floats());
  }

  /** A quantity of every image after its last attempt. */
  private double[] last(HeardRun run, String name) {
    double[] all = new double[0];
    for (int a = 0; run.has(a * (steps() + 1) + steps() + 1, "rows"); a++) {
      int end = a * (steps() + 1) + steps() + 1;
      double[] rows = run.at(end, "rows");
      double[] values = run.at(end, name);
      int each = values.length / rows.length;
      all = a == 0 ? new double[images.batch() * each] : all;
      for (int k = 0; k < rows.length; k++) {
        System.arraycopy(values, k * each, all, (int) rows[k] * each, each);
      }
    }
    return all;
  }

  private double[] flipped(HeardRun run) {
    double[] last = last(run, "logits");
    return IntStream.range(0, last.length)
        .mapToDouble(i -> (last[i] > 0 ? 1 : 0) == targets[i] ? 1 : 0)
        .toArray();
  }

  // ---- how the files set it up

  private List<Double> scales() {
    List<Double> scales = new ArrayList<>();
    settings.get("classifier_scales").forEach(scale -> scales.add(scale.asDouble()));
    return scales;
  }

  private int side() {
    return (int) Math.round(Math.sqrt(images.each() / 3.0));
  }

  private FastDime fastDime() {
    JsonNode s = settings;
    return FastDime.code()
        .tau(tau)
        .respacing(respacing)
        .classifierScales(scales())
        .perceptualScale(s.get("l_perc").asDouble())
        .distanceScale(s.get("l1_loss").asDouble())
        .variant(variant())
        .mask(
            new SelfMask(
                s.get("warmup_step").asInt(),
                new ChangeMask(
                    s.get("masking_threshold").asDouble(), s.get("dilation").asInt(), side())))
        .switches(
            FastDimeSwitches.published()
                .logits(s.get("use_logits").asBoolean())
                .scaled(s.path("scale_grads").asBoolean())
                .euclideanScale(s.path("l2_loss").asDouble(0)));
  }

  private MaskDime maskDime() {
    JsonNode s = settings;
    int blurred = s.get("blur_kernel").asInt();
    double sigma = s.get("blur_sigma").asDouble();
    if (blurred / 2 * Math.sqrt(2) > REACH * sigma) {
      throw new NotUnderstood(
          "a blur of " + blurred + " with sigma " + sigma + " vanishes in its corners");
    }
    return MaskDime.paper()
        .tau(tau)
        .respacing(respacing)
        .classifierScales(scales())
        .perceptualScale(s.get("l_perc").asDouble())
        .distanceScale(s.get("l1_loss").asDouble())
        .gradientScale(s.get("grad_scale").asDouble())
        .region(
            new MaskDime.Region(
                s.get("topk_ratio").asDouble(),
                s.get("x_t_rate").asDouble(),
                blurred,
                s.get("per_channel").asBoolean(),
                side()))
        .switches(
            MaskDimeSwitches.published()
                .logits(s.get("use_logits").asBoolean())
                .clipDeviations(
                    s.get("grads_clip").asBoolean() ? s.get("clip_sigma").asDouble() : 0)
                .clipOverBatch(true)
                .euclideanScale(s.path("l2_loss").asDouble(0)));
  }

  /** The files name none: how often an attempt drew tells. */
  private FastDime.Variant variant() {
    JsonNode first = file.json().get("attempts").get(0);
    int draws = first.get("next_noise").asInt() - first.get("first_noise").asInt();
    if (twice) {
      return draws == 3 * tau ? FastDime.Variant.TWO_STEPS : FastDime.Variant.TWO_STEPS_PLUS;
    }
    return draws == tau ? FastDime.Variant.NO_MASK : FastDime.Variant.FAST_DIME;
  }

  @Override
  public void close() {
    features.close();
    model.close();
    classifier.close();
  }
}
