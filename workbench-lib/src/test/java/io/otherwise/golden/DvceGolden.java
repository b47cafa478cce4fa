package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.method.Batched;
import io.otherwise.method.Dvce;
import io.otherwise.method.DvceSwitches;
import io.otherwise.model.Ancestral;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Checks DVCE against the authors' loop: the schedule, every saved step, the answer. */
final class DvceGolden implements AutoCloseable {
  private static final Pattern STEP = Pattern.compile("iter(\\d+)/(\\w+)");

  private final GoldenFile file;
  private final JsonNode settings;
  private final FormulaImages images;
  private final TinyClassifier target;
  private final TinyClassifier robust;
  private final PixelDiffusion model;
  private final Ancestral sampler;

  private DvceGolden(GoldenFile file) {
    this.file = file;
    this.settings = file.settings();
    this.images = new FormulaImages(file);
    int classes = settings.get("classes").asInt();
    this.target = new TinyClassifier("classifier", classes, file.run());
    this.robust = new TinyClassifier("robust", classes, file.run());
    this.model = PixelModel.of(file);
    this.sampler = PixelModel.sampler(model, file.json().get("config"));
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    try (Scope scope = Scope.open();
        DvceGolden golden = new DvceGolden(file)) {
      return golden.check();
    }
  }

  private double check() {
    double[] logits = images.logits(target, images.pixels());
    long[] targets = images.nextClasses(logits);
    HeardRun run =
        new HeardRun(
            bound(),
            new FormulaNoise(file.text("method"), file.run(), false),
            images.list(),
            targets);
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      Matcher step = STEP.matcher(stored.name());
      double[] found =
          step.matches()
              ? step(run, Integer.parseInt(step.group(1)), step.group(2))
              : switch (stored.name()) {
                case "timestep_map" -> positions(sampler.timesteps()::at);
                case "betas" -> positions(sampler.ddpm().schedule()::beta);
                case "alphas_cumprod" -> positions(sampler::alphaBar);
                case "input_logits" -> logits;
                case "target" -> Stored.widened(targets);
                case "image" -> Stored.widened(run.edited());
                case "output_logits_target" -> images.logits(target, run.edited());
                default -> throw new NotUnderstood("DvceGolden knows no quantity " + stored.name());
              };
      worst = Math.max(worst, stored.check(found, Stored.Rule.EVERY));
    }
    return worst;
  }

  private double[] positions(java.util.function.IntToDoubleFunction value) {
    return IntStream.range(0, sampler.size()).mapToDouble(value).toArray();
  }

  private Batched bound() {
    JsonNode s = settings;
    if (s.path("aug_num").asInt(1) != 1) {
      throw new NotUnderstood(
          "no recorded draws fit random views, but aug_num is " + s.get("aug_num"));
    }
    boolean cone = s.get("two_classifiers").asBoolean();
    // The code has no distance where the power is 0.
    double power = s.get("lp_custom").asDouble();
    Dvce dvce =
        new Dvce(
            PixelModel.respacing(model, file.json().get("config")),
            s.get("skip_timesteps").asInt(),
            s.get("classifier_lambda").asDouble(),
            power == 0 ? 0 : s.get("dist_lambda").asDouble(),
            s.get("deg_cone_projection").asDouble(),
            1,
            cone ? Dvce.Guide.CONE : Dvce.Guide.TARGET,
            DvceSwitches.published()
                .distanceThroughModel(s.get("denoise_dist_input").asBoolean())
                .distancePower(power == 0 ? 1 : power)
                .renormalise(s.get("enforce_same_norms").asBoolean())
                .meanOverBatch(true));
    return cone ? dvce.on(target, robust, model) : dvce.on(target, model);
  }

  /** A quantity of an iteration, counted from 0. */
  private double[] step(HeardRun run, int iteration, String what) {
    int number = iteration + 1;
    return switch (what) {
      case "index" -> index(iteration);
      case "x_t" -> run.at(number, "xt");
      case "eps" -> run.at(number, "eps");
      case "pred_xstart" -> run.at(number, "clean");
      case "mean_unguided" -> run.at(number, "mean");
      case "variance" -> run.at(number, "variance");
      case "guidance" -> run.at(number, "guidance");
      case "mean_guided" -> run.at(number, "meanGuided");
      case "cone" -> run.at(number, "cone");
      case "grad_robust" -> run.at(number, "gRobust");
      case "grad_target" -> run.at(number, "gTarget");
      case "angle_rad" -> angles(run.at(number, "gRobust"), run.at(number, "gTarget"));
      default -> throw new NotUnderstood("a step of DvceGolden has no quantity " + what);
    };
  }

  private double[] index(int iteration) {
    double[] index = new double[images.batch()];
    Arrays.fill(index, sampler.size() - settings.get("skip_timesteps").asInt() - 1.0 - iteration);
    return index;
  }

  private double[] angles(double[] a, double[] b) {
    double[] angles = new double[images.batch()];
    for (int i = 0; i < angles.length; i++) {
      int from = i * images.each();
      double ab = 0;
      double aa = 0;
      double bb = 0;
      for (int k = from; k < from + images.each(); k++) {
        ab += a[k] * b[k];
        aa += a[k] * a[k];
        bb += b[k] * b[k];
      }
      angles[i] = Math.acos(ab / Math.sqrt(aa * bb));
    }
    return angles;
  }

  @Override
  public void close() {
    model.close();
    target.close();
    robust.close();
  }
}
