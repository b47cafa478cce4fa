package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.method.Ace;
import io.otherwise.method.AceSwitches;
import io.otherwise.method.ChangeMask;
import io.otherwise.method.Refinement;
import io.otherwise.model.Ancestral;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Scope;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Checks ACE against the authors' code: every saved iteration, the mask, the refinement. */
final class AceGolden implements AutoCloseable {
  private static final Pattern ITERATION = Pattern.compile("iter(\\d+)/(\\w+)");

  /** The shipped gradient in segments is wrong: at most this cosine with ours. */
  private static final double DEFECT = 0.9;

  private final GoldenFile file;
  private final JsonNode settings;
  private final Map<String, Stored> outputs;
  private final FormulaImages images;
  private final TinyClassifier classifier;
  private final PixelDiffusion model;
  private final Ancestral sampler;
  private final int iterations;
  private final int depth;
  private final double[] logits;
  private final long[] targets;

  private AceGolden(GoldenFile file) {
    this.file = file;
    this.settings = file.settings();
    this.outputs = file.outputs();
    this.images = new FormulaImages(file);
    this.classifier = new TinyClassifier("classifier", settings.get("classes").asInt(), file.run());
    this.model = PixelModel.of(file);
    this.sampler = PixelModel.sampler(model, file.json().get("config"));
    this.iterations = settings.get("attack_iterations").asInt();
    this.depth = settings.get("steps").asInt();
    this.logits = images.logits(classifier, images.pixels());
    this.targets = targets();
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    try (Scope scope = Scope.open();
        AceGolden golden = new AceGolden(file)) {
      return golden.hasDefect() ? golden.defect() : golden.check(golden.run());
    }
  }

  private HeardRun run() {
    return new HeardRun(method().on(classifier, model), noise(), images.list(), targets);
  }

  private double check(HeardRun run) {
    double worst = 0;
    for (Stored stored : outputs.values()) {
      if (isForced(stored.name())) {
        worst = Math.max(worst, stored.check(forced(stored.name()), Stored.Rule.EVERY));
        continue;
      }
      Stored.Rule rule =
          stored.name().equals("keep_original") ? Stored.Rule.MASK : Stored.Rule.MOST;
      worst = Math.max(worst, stored.check(found(stored.name(), run), rule));
    }
    return worst;
  }

  // ---- gradients, each from the image stored for its iteration: a sign may fall either way

  private boolean isForced(String name) {
    Matcher iteration = ITERATION.matcher(name);
    return iteration.matches()
        && iteration.group(2).equals("class_grad")
        && outputs.get(before(iteration.group(1))).stride() == 1;
  }

  private static String before(String iteration) {
    return "iter" + iteration + "/x_adv_before";
  }

  private double[] forced(String name) {
    Matcher iteration = ITERATION.matcher(name);
    if (!iteration.matches()) {
      throw new IllegalArgumentException(name + " is no quantity of an iteration");
    }
    Noise noise = noise();
    for (int i = 0; i < Integer.parseInt(iteration.group(1)) * depth; i++) {
      noise.draw("attack", i, images.shape());
    }
    float[] stored = outputs.get(before(iteration.group(1))).floats();
    Ace one = method().iterations(1).withoutRefinement();
    return new HeardRun(one.on(classifier, model), noise, images.list(stored), targets).at(1, "gC");
  }

  // ---- the shipped defect

  /**
   * The code's second segment from the end restarts rightly, from the factual image; a third and
   * later one from an image that is denoised already.
   */
  private boolean hasDefect() {
    int length = segmentLength();
    return (depth + 1 + length - 1) / length > 2;
  }

  private int segmentLength() {
    JsonNode n = settings.path("checkpoint_backward_steps");
    return n.isNumber() ? n.asInt() : depth + 1;
  }

  /** The inputs must agree, the gradient must not, and must not depend on the segments. */
  private double defect() {
    HeardRun segments = run();
    double worst = 0;
    for (Stored stored : outputs.values()) {
      String name = stored.name();
      if (!name.contains("/") && !isResult(name)
          || name.matches("iter0/(x_adv_before|dist_grad)")) {
        worst = Math.max(worst, stored.check(found(name, segments), Stored.Rule.EVERY));
      }
    }
    double[] ours = segments.at(1, "gC");
    double cosine = cosine(outputs.get("iter0/class_grad"), ours);
    if (!(cosine < DEFECT)) {
      throw new AssertionError(
          "the gradient in segments as shipped is wrong, but ours has a cosine of "
              + cosine
              + " with it");
    }
    Ace whole = method().iterations(1);
    HeardRun one =
        new HeardRun(
            whole.switches(whole.switches().linksPerGraph(AceSwitches.ALL)).on(classifier, model),
            noise(),
            images.list(),
            targets);
    Stored stored = outputs.get("iter0/class_grad");
    return Math.max(worst, near(one.at(1, "gC"), ours, stored.largest()));
  }

  private static boolean isResult(String name) {
    return name.matches("pre_explanation|mask|keep_original|noisy|ce|pe_logits|ce_logits");
  }

  private static double cosine(Stored stored, double[] found) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < stored.values().length; k++) {
      double a = stored.values()[k];
      double b = found[k * stored.stride()];
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double near(double[] a, double[] b, double scale) {
    double worst =
        IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
    if (worst > 1e-4 * scale) {
      throw new AssertionError("the gradient in segments differs from that in one by " + worst);
    }
    return worst / scale;
  }

  // ---- what the files name

  private double[] found(String name, HeardRun run) {
    Matcher iteration = ITERATION.matcher(name);
    if (iteration.matches()) {
      int number = Integer.parseInt(iteration.group(1)) + 1;
      return switch (iteration.group(2)) {
        case "x_adv_before" -> run.at(number, "adversarial");
        case "class_grad" -> run.at(number, "gC");
        case "dist_grad" -> run.at(number, "gD");
        default -> throw new NotUnderstood("an iteration of AceGolden has no quantity " + name);
      };
    }
    return switch (name) {
      case "timestep_map" -> positions(sampler.timesteps()::at);
      case "betas" -> positions(sampler.ddpm().schedule()::beta);
      case "alphas_cumprod" -> positions(sampler::alphaBar);
      case "input_logits" -> logits;
      case "target" -> Stored.widened(targets);
      case "pre_explanation" -> run.at(iterations, "preExplanation");
      case "mask" -> run.at(iterations, "change");
      case "keep_original" -> run.at(iterations, "kept");
      case "noisy" -> run.at(iterations, "noisy");
      case "ce" -> Stored.widened(run.edited());
      case "pe_logits" -> logitsOf(run.at(iterations, "preExplanation"));
      case "ce_logits" -> images.logits(classifier, run.edited());
      default -> throw new NotUnderstood("AceGolden knows no quantity called " + name);
    };
  }

  private double[] positions(java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, sampler.size()).mapToDouble(value).toArray();
  }

  private double[] logitsOf(double... pixels) {
    float[] values = new float[pixels.length];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) pixels[i]);
    return images.logits(classifier, values);
  }

  // ---- how the files set it up

  private long[] targets() {
    boolean untargeted = settings.path("untargeted").asBoolean();
    if (classifier.binary()) {
      return Arrays.stream(logits).mapToLong(l -> l > 0 == untargeted ? 1 : 0).toArray();
    }
    return untargeted ? images.predicted(logits) : images.nextClasses(logits);
  }

  private Noise noise() {
    if (settings.path("checkpoint_backward_steps").isNumber()) {
      return new SharedFilterNoise(file.text("method"), file.run(), iterations, depth);
    }
    Noise noise = new FormulaNoise(file.text("method"), file.run(), false);
    for (int i = 0; i < drawnForTheTarget(); i++) {
      noise.draw("target", i, images.shape());
    }
    return noise;
  }

  /** The code asks the filtered classifier which class to leave, which draws once a step. */
  private int drawnForTheTarget() {
    int kept = settings.get("sampling_inpaint").asDouble() == 0 ? 0 : depth;
    int others = iterations * depth + kept + depth;
    return settings.path("untargeted").asBoolean()
        ? Math.max(0, file.json().get("noise_count").asInt() - others)
        : 0;
  }

  private Ace method() {
    JsonNode s = settings;
    if (!s.path("dist_schedule").asText("none").equals("none")) {
      throw new NotUnderstood("ACE has no schedule of distances, but " + s.get("dist_schedule"));
    }
    AceSwitches.Update update =
        switch (s.path("attack").asText("PGD")) {
          case "PGD" -> AceSwitches.Update.SIGN;
          case "GD" -> AceSwitches.Update.VALUE;
          default ->
              throw new NotUnderstood("attacks are PGD or GD, but this is " + s.get("attack"));
        };
    int side = (int) Math.round(Math.sqrt(images.each() / 3.0));
    return new Ace(
        PixelModel.respacing(model, file.json().get("config")),
        depth,
        iterations,
        s.get("attack_step").asDouble() / 255,
        s.get("attack_epsilon").asDouble() / 255,
        s.get("dist_l1").asDouble(),
        s.get("dist_l2").asDouble(),
        new Refinement(
            true,
            new ChangeMask(
                s.get("sampling_inpaint").asDouble(), s.get("sampling_dilation").asInt(), side)),
        new AceSwitches(update, s.path("untargeted").asBoolean(), true, segmentLength()));
  }

  @Override
  public void close() {
    model.close();
    classifier.close();
  }
}
