package io.otherwise.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.otherwise.diffusion.Ddim;
import io.otherwise.diffusion.Timesteps;
import io.otherwise.method.Eced;
import io.otherwise.method.EcedSwitches;
import io.otherwise.model.Conditioning;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Checks ECED against an implementation written from its definition by others: the key region, the
 * background and every iteration of the attack. There is no code of the authors.
 */
final class EcedGolden implements AutoCloseable {
  private static final Pattern ITERATION = Pattern.compile("P([23])/iter(\\d+)/(\\w+)");
  private static final Pattern WEIGHT = Pattern.compile("P2/((?:decoder|post_quant_conv)\\..+)");

  private final GoldenFile file;
  private final JsonNode settings;
  private final FormulaImages images;
  private final TinyClassifier classifier;
  private final LatentDiffusion model;
  private final Timesteps timesteps;
  private final Eced method;
  private final double[] logits;
  private final long label;
  private final long target;

  private EcedGolden(GoldenFile file) {
    this.file = file;
    this.settings = file.settings();
    this.images = new FormulaImages(file);
    if (images.batch() != 1) {
      throw new NotUnderstood(
          "the files' decoder and loss are those of one image, but there are "
              + images.batch()
              + "; teach EcedGolden what a batch means");
    }
    this.classifier = new TinyClassifier("classifier", settings.get("classes").asInt(), file.run());
    this.model = prompted(LatentModel.of(file), settings.path("prompt").asText("p0"));
    this.timesteps = Timesteps.ddim(model.schedule(), settings.get("ddim_steps").asInt());
    this.method = method(settings);
    this.logits = images.logits(classifier, images.pixels());
    this.label = classifier.binary() ? (logits[0] >= 0 ? 1 : 0) : images.predicted(logits)[0];
    this.target = (label + 1) % classifier.classes().size();
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    try (Scope scope = Scope.open();
        EcedGolden golden = new EcedGolden(file)) {
      return golden.check();
    }
  }

  private double check() {
    FormulaNoise noise = new FormulaNoise(file.text("method"), file.run(), false);
    HeardRun run = new HeardRun(method.on(classifier, model), noise, images.list(), target);
    double worst = 0;
    for (Stored stored : file.outputs().values()) {
      worst = Math.max(worst, stored.check(found(stored.name(), run), rule(stored)));
    }
    int count = file.json().get("noise_count").asInt();
    if (noise.drawn() != count) {
      throw new AssertionError("the file has " + count + " draws, ours had " + noise.drawn());
    }
    return worst;
  }

  /** A threshold may fall either way; Adam turns a tiny gradient's sign into a whole step. */
  private static Stored.Rule rule(Stored stored) {
    if (stored.name().startsWith("P1/mask")) {
      return Stored.Rule.MASK;
    }
    boolean stepped = !stored.exact() && stored.name().matches("P[23]/.*|image");
    return stepped ? Stored.Rule.MOST : Stored.Rule.EVERY;
  }

  private double[] found(String name, HeardRun run) {
    Matcher iteration = ITERATION.matcher(name);
    if (iteration.matches()) {
      int k = Integer.parseInt(iteration.group(2)) + 1;
      boolean second = iteration.group(1).equals("2");
      return second ? fitting(iteration.group(3), run, k) : attacking(iteration.group(3), run, k);
    }
    Matcher weight = WEIGHT.matcher(name);
    if (weight.matches()) {
      return run.at(method.fits(), weight.group(1));
    }
    return switch (name) {
      case "input_logits" -> logits;
      case "label" -> new double[] {label};
      case "target" -> new double[] {target};
      case "P1/activations" -> run.at(0, "activations");
      case "P1/scores" -> run.at(0, "scores");
      case "P1/weights" -> run.at(0, "weights");
      case "P1/map" -> run.at(0, "map");
      case "P1/mask" -> run.at(0, "mask");
      case "P1/mask_latent" -> run.at(0, "latentMask");
      case "z_F" -> run.at(0, "zF");
      case "P2/z_bg" -> run.at(method.fits(), "zBg");
      case "ddim_timesteps" -> positions(timesteps::at);
      case "ddim_alphas" -> positions(timesteps::alphaBar);
      case "ddim_alphas_prev" -> positions(timesteps::alphaBarPrevious);
      case "ddim_sigmas" -> positions(this::sigma);
      case "P3/z_init_start" -> run.at(0, "zInit");
      case "P3/z_init_end" -> run.at(method.rounds(), "zInitEnd");
      case "image" -> Stored.widened(run.edited());
      default -> throw new NotUnderstood("EcedGolden knows no quantity called " + name);
    };
  }

  private static double[] fitting(String what, HeardRun run, int k) {
    return switch (what) {
      case "loss" -> run.at(k, "backgroundLoss");
      case "grad_z_bg" -> run.at(k, "gBackground");
      default -> throw new NotUnderstood("phase 2 of EcedGolden has no quantity " + what);
    };
  }

  private static double[] attacking(String what, HeardRun run, int k) {
    return switch (what) {
      case "z_init" -> run.at(k, "zInit");
      case "z0" -> run.at(k, "z0");
      case "loss" -> run.at(k, "loss");
      case "grad" -> run.at(k, "g");
      case "logits" -> run.at(k, "logits");
      default -> throw new NotUnderstood("phase 3 of EcedGolden has no quantity " + what);
    };
  }

  private double sigma(int i) {
    return Ddim.sigma(
        timesteps.alphaBar(i), timesteps.alphaBarPrevious(i), method.switches().eta());
  }

  private double[] positions(IntToDoubleFunction value) {
    return IntStream.rangeClosed(0, method.depth()).mapToDouble(value).toArray();
  }

  private static Eced method(JsonNode s) {
    return new Eced(
        s.path("layer").asText("relu2"),
        s.get("xi").asDouble(),
        s.get("ddim_steps").asInt(),
        s.get("tau").asInt(),
        s.get("N").asInt(),
        s.get("T2").asInt(),
        s.get("lr_background").asDouble(),
        s.get("lr_decoder").asDouble(),
        s.get("lr_attack").asDouble(),
        1,
        EcedSwitches.published().eta(s.path("eta").asDouble(1)));
  }

  /** The model asked for a prompt of the file's, whatever the target. */
  private static LatentDiffusion prompted(LatentDiffusion model, String prompt) {
    if (!prompt.matches("p\\d+")) {
      throw new NotUnderstood("prompts are p0, p1, ..., but this one is " + prompt);
    }
    int number = Integer.parseInt(prompt.substring(1));
    return new LatentDiffusion(
        model.name(),
        model.predictor(),
        model.autoencoder(),
        new Conditioning() {
          @Override
          public Tensor towards(List<String> targets) {
            return model
                .conditioning()
                .towards(Collections.nCopies(number + 1, targets.get(0)))
                .narrow(0, number, 1);
          }

          @Override
          public Tensor none(int batch) {
            return model.conditioning().none(batch);
          }
        },
        model.schedule());
  }

  @Override
  public void close() {
    model.close();
    classifier.close();
  }
}
