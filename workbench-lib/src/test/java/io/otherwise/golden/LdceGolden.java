package io.otherwise.golden;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.method.Batched;
import io.otherwise.method.Ldce;
import io.otherwise.method.LdceSwitches;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Checks LDCE against the authors' sampler: the preparation, every saved step, the answer. */
final class LdceGolden implements AutoCloseable {
  private static final Pattern STEP = Pattern.compile("step(\\d+)/(\\w+)");

  /** What comes before the consensus mask in a step; of the first step nothing is behind one. */
  private static final Set<String> BEFORE_MASK =
      Set.of("z_in", "e_u", "e_c", "e_u_norm", "e_c_norm", "s_imp_norm", "xhat");

  /** A tolerance above this share of the largest value says nothing about a whole run. */
  private static final double LOOSE = 0.01;

  /** Binds LDCE's settings to the models: as LDCE, or as a method built on it. */
  interface Binding {
    Batched on(Ldce ldce, TinyClassifier classifier, LatentDiffusion model);
  }

  private final GoldenFile file;
  private final Binding binding;
  private final JsonNode settings;
  private final TinyClassifier classifier;
  private final LatentDiffusion model;
  private final Timesteps timesteps;
  private final FormulaImages images;
  private final double[] logits;

  private LdceGolden(GoldenFile file, Binding binding) {
    this.file = file;
    this.binding = binding;
    this.settings = file.settings();
    this.images = new FormulaImages(file);
    this.classifier = new TinyClassifier("classifier", settings.get("classes").asInt(), file.run());
    this.logits = images.logits(classifier, images.pixels());
    this.model = LatentModel.of(file);
    this.timesteps = Timesteps.ddim(model.schedule(), settings.get("ddim_steps").asInt());
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    return check(file, Ldce::on);
  }

  /** The same of a method that is LDCE but for its guide. */
  static double check(GoldenFile file, Binding binding) {
    try (Scope scope = Scope.open();
        LdceGolden golden = new LdceGolden(file, binding)) {
      return golden.check();
    }
  }

  private double check() {
    HeardRun run = run(LdceSettings.method(settings), model, formulaNoise());
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      worst = Math.max(worst, stored.check(found(stored.name(), run), rule(stored)));
    }
    worst = Math.max(worst, forced());
    if (file.json().has("reference_error")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> LdceSwitches.Rule.ofReference(settings.get("cone_projection_type").asText()));
    }
    return worst;
  }

  private FormulaNoise formulaNoise() {
    // The stream is named after the sampler, whatever method guides it.
    return new FormulaNoise("ldce", file.run(), settings.get("seed").asLong() >= 0);
  }

  private HeardRun run(Ldce ldce, LatentDiffusion with, io.otherwise.tensor.Noise noise) {
    return new HeardRun(binding.on(ldce, classifier, with), noise, images.list(), targets());
  }

  private long[] targets() {
    return images.targets(classifier, logits);
  }

  private Stored.Rule rule(Stored stored) {
    Matcher step = STEP.matcher(stored.name());
    if (!step.matches()) {
      return Set.of("image", "output_logits", "target_prob").contains(stored.name())
          ? Stored.Rule.MOST
          : Stored.Rule.EVERY;
    }
    String what = step.group(2);
    if (what.equals("mask_kept")) {
      return Stored.Rule.MASK;
    }
    boolean early = step.group(1).equals("1") && BEFORE_MASK.contains(what);
    return stored.exact() || early ? Stored.Rule.EVERY : Stored.Rule.MOST;
  }

  private double[] found(String name, HeardRun run) {
    Matcher step = STEP.matcher(name);
    if (step.matches()) {
      return new Step(run, Integer.parseInt(step.group(1))).found(step.group(2));
    }
    int listed = settings.get("t_enc").asInt() + 1;
    IntStream positions = IntStream.range(0, Math.min(listed, timesteps.size()));
    return switch (name) {
      case "input_logits" -> logits;
      case "target" -> Stored.widened(targets());
      case "z0" -> run.at(0, "z0");
      case "z_enc" -> run.at(0, "zEnc");
      case "image" -> Stored.widened(run.edited());
      case "output_logits" -> images.logits(classifier, run.edited());
      case "target_prob" -> run.targetProbabilities();
      case "ddim_timesteps" -> positions.mapToDouble(timesteps::at).toArray();
      case "ddim_alphas" -> positions.mapToDouble(timesteps::alphaBar).toArray();
      case "ddim_alphas_prev" -> positions.mapToDouble(timesteps::alphaBarPrevious).toArray();
      default -> throw new NotUnderstood("LdceGolden knows no quantity called " + name);
    };
  }

  /** Where the file's own tolerance is loose: each such step from the input stored for it. */
  private double forced() {
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      Matcher step = STEP.matcher(stored.name());
      if (step.matches() && stored.tol() > LOOSE * stored.largest()) {
        int number = Integer.parseInt(step.group(1));
        double[] found = new Step(from(number), 1).found(step.group(2));
        double bound = LOOSE * stored.largest();
        worst = Math.max(worst, stored.within(bound).check(found, Stored.Rule.MOST));
      }
    }
    return worst;
  }

  /** The rest of the method from a step's stored input on. */
  private HeardRun from(int number) {
    Stored zIn = file.outputs().get("step" + number + "/z_in");
    int left = settings.get("t_enc").asInt() + 1 - number;
    Ldce whole = LdceSettings.method(settings);
    Ldce rest =
        whole
            .strength((left + 0.5) / whole.steps())
            .switches(whole.switches().encodeOneNoisier(false));
    double signal = Math.sqrt(timesteps.alphaBar(left - 1));
    LatentDiffusion there =
        new LatentDiffusion(
            model.name(),
            model.predictor(),
            new StartingAt(model.autoencoder(), zIn, signal),
            model.conditioning(),
            model.schedule());
    return run(rest, there, (stream, step, shape) -> Tensor.full(0, shape));
  }

  @Override
  public void close() {
    model.close();
    classifier.close();
  }

  /** One step under the names of the files. */
  private final class Step {
    private final HeardRun run;
    private final int number;

    Step(HeardRun run, int number) {
      this.run = run;
      this.number = number;
    }

    private double[] at(String name) {
      return run.at(number, name);
    }

    double[] found(String what) {
      return switch (what) {
        case "timestep" -> at("timestep");
        case "index" -> new double[] {settings.get("t_enc").asInt() - number};
        case "z_in" -> at("zIn");
        case "z_out" -> at("zOut");
        case "z0_from_e" -> at("z0FromEps");
        case "e_u" -> at("epsU");
        case "e_c" -> at("epsC");
        case "e" -> at("eps");
        case "e_u_norm" -> norms(at("epsU"));
        case "e_c_norm" -> norms(at("epsC"));
        case "e_norm" -> norms(at("eps"));
        case "s_imp_norm" -> norms(minus(at("epsC"), at("epsU")));
        case "xhat" -> run.has(number, "xHat") ? at("xHat") : decoded();
        case "mask_kept" -> at("mask");
        case "mask_kept_fraction" -> means(at("mask"));
        case "classifier_score_before_mask" -> at("classifierScore");
        case "classifier_grad_norm_after_mask" -> norms(at("agreed"));
        case "dist_grad_norm" -> norms(at("distanceScore"));
        case "classifier_score_renormalised" -> at("classifierScoreRenormalised");
        case "dist_score_renormalised" -> at("distanceScoreRenormalised");
        default -> throw new NotUnderstood("a step of LdceGolden has no quantity " + what);
      };
    }

    /** The clean estimate, which classifier-free guidance has no use for. */
    private double[] decoded() {
      double a = timesteps.alphaBar(settings.get("t_enc").asInt() - number);
      double[] z = at("zIn");
      double[] eps = at("epsU");
      float[] clean = new float[z.length];
      for (int i = 0; i < z.length; i++) {
        clean[i] = (float) ((z[i] - Math.sqrt(1 - a) * eps[i]) / Math.sqrt(a));
      }
      int factor = model.autoencoder().factor();
      long[] of = images.shape();
      Tensor latent =
          Tensor.of(clean, of[0], model.autoencoder().channels(), of[2] / factor, of[3] / factor);
      return Stored.widened(model.autoencoder().decode(latent).floats());
    }

    private double[] minus(double[] a, double[] b) {
      double[] difference = new double[a.length];
      Arrays.setAll(difference, i -> a[i] - b[i]);
      return difference;
    }

    private double[] norms(double... values) {
      return perImage(values, one -> Math.sqrt(Arrays.stream(one).map(x -> x * x).sum()));
    }

    private double[] means(double... values) {
      return perImage(values, one -> Arrays.stream(one).average().orElse(0));
    }

    private double[] perImage(
        double[] values, java.util.function.ToDoubleFunction<double[]> summary) {
      int each = values.length / images.batch();
      double[] all = new double[images.batch()];
      Arrays.setAll(
          all, i -> summary.applyAsDouble(Arrays.copyOfRange(values, i * each, (i + 1) * each)));
      return all;
    }
  }
}
