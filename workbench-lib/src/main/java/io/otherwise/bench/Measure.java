package io.otherwise.bench;

import io.otherwise.Workbench;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.artifact.Training;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.experiment.FaceQuality;
import io.otherwise.method.Ldce;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.Sampler;
import io.otherwise.training.AutoencoderRecipe;
import io.otherwise.training.DenoiserRecipe;
import io.otherwise.world.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes the manifests of the autoencoder and the denoiser of the world faces: first what they are,
 * then, measured, how good they are.
 *
 * <p>Arguments: {@code describe SCALE} after training, with the scale factor that the training
 * printed; {@code measure N} once all weights are there, N images a figure.
 */
public final class Measure {
  private static final String FIRST = "faces-autoencoder";
  private static final String SECOND = "faces-ldm";

  private final Path manifests;
  private final Consumer<String> log;

  private Measure(Path manifests, Consumer<String> log) {
    this.manifests = manifests;
    this.log = log;
  }

  /** See the class. */
  public static void main(String... arguments) throws IOException {
    Measure measure = new Measure(Path.of("data-manifests"), System.out::println);
    if (arguments.length == 2 && arguments[0].equals("describe")) {
      measure.describe(Double.parseDouble(arguments[1]));
    } else if (arguments.length == 2 && arguments[0].equals("measure")) {
      measure.measure(Integer.parseInt(arguments[1]));
    } else {
      System.err.println("usage: Measure describe SCALE | measure N");
      System.exit(2);
    }
  }

  private void describe(double scale) throws IOException {
    Path weights = manifests.resolve("weights");
    Manifest.shipped(
            FIRST,
            "autoencoder",
            "KlAutoencoder",
            EmbeddedLdm.config(AutoencoderRecipe.FACES),
            weights.resolve(FIRST + ".safetensors"))
        .preprocessing("[0,1] to [-1,1]")
        .keyLayout("CompVis latent-diffusion, below first_stage_model.")
        .training(training(FIRST, "AutoencoderRecipe"))
        .writeTo(manifests);
    Map<String, Object> config = new LinkedHashMap<>(EmbeddedLdm.config(DenoiserRecipe.FACES));
    config.put("firstStage", FIRST);
    config.put("scaleFactor", scale);
    config.put(
        "schedule", "scaled-linear 0.00085 0.012 " + NoiseSchedule.stableDiffusion().steps());
    Manifest.shipped(
            SECOND, "latent-diffusion", "LdmUNet", config, weights.resolve(SECOND + ".safetensors"))
        .keyLayout("CompVis latent-diffusion")
        .labels(sides())
        .training(training(SECOND, "DenoiserRecipe"))
        .writeTo(manifests);
  }

  private static List<String> sides() {
    List<String> sides = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      sides.add(attribute.negative());
      sides.add(attribute.positive());
    }
    return sides;
  }

  /** The stages as their curves tell them: one file a stage, its last line the end. */
  private Training training(String name, String recipe) throws IOException {
    List<Training.Stage> stages = new ArrayList<>();
    for (int number = 1; ; number++) {
      Path curve = manifests.resolve("curves").resolve(name + "-" + number + ".csv");
      if (!Files.exists(curve)) {
        break;
      }
      String[] last = lastLine(curve).split(",");
      double minutes = Math.round(Double.parseDouble(last[3]) / 6) / 10.0;
      stages.add(
          new Training.Stage(
              "stage " + number,
              Long.parseLong(last[0]),
              minutes,
              "",
              Double.parseDouble(last[1])));
    }
    return new Training(
        recipe, "faces v1, split train, clean knobs", Map.of("ageGlasses", 0.0), 1, stages);
  }

  private static String lastLine(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.reduce((a, b) -> b).orElseThrow();
    }
  }

  private void measure(int n) {
    try (Workbench lab = Workbench.open()) {
      FaceQuality quality =
          new FaceQuality(lab.latentDiffusion(SECOND), lab.oracle("faces-oracle"));
      write(FIRST, quality.autoencoder(n));
      List<Quality> figures = new ArrayList<>(quality.samples(n, Sampler.plain()));
      figures.addAll(quality.singleRequests(Math.max(20, n / 10), Sampler.plain()));
      write(SECOND, figures);
      int queries = Math.max(20, n / 4);
      figures.addAll(
          quality.ldce(Ldce.world(), lab.classifier("faces-smile"), Attribute.SMILE, queries));
      write(SECOND, figures);
      figures.addAll(
          quality.ldce(Ldce.world(), lab.classifier("faces-age-clean"), Attribute.AGE, queries));
      write(SECOND, figures);
    }
  }

  private void write(String name, List<Quality> figures) {
    Manifest.read(manifests.resolve(name + ".json")).quality(figures).writeTo(manifests);
    figures.forEach(f -> log.accept(name + ": " + f));
  }
}
