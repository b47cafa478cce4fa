package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.artifact.Training;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.EmbeddedConditioning;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.EmbeddedLora;
import io.otherwise.model.WordTokenizer;
import io.otherwise.network.ClipText;
import io.otherwise.network.Lora;
import io.otherwise.tensor.Torch;
import io.otherwise.world.Attribute;
import io.otherwise.world.flower.Species;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifests of autoencoders and denoisers, as their recipes leave them. */
final class GeneratorManifests {
  static final String AUTOENCODER = "faces-autoencoder";

  /** No files of their own: what goes on learning in an autoencoder's. */
  static final String DECODER = "faces-decoder";

  static final String WORLD_DECODER = "world-decoder";
  static final String VQ_DECODER = "world-vq-decoder";

  static final String DENOISER = "faces-ldm";
  static final String PIXELS = "world-ddpm";
  static final String WORLD_AUTOENCODER = "world-autoencoder";
  static final String WORLD_VQ = "world-vq";
  static final String TEXT = "world-txt-ldm";
  static final String LORA = "world-txt-lora";
  static final String LEANING = "faces-ldm-90";

  /** The correlation of glasses and old among the faces of {@link #LEANING}. */
  static final double LEANS = 0.9;

  static final String FLOWERS = "flowers-ldm";

  private static final String BOTH = "faces and flowers";
  private static final String FIRST_STAGE_KEYS =
      "CompVis latent-diffusion, below first_stage_model.";

  private final Path manifests;

  GeneratorManifests(Path manifests) {
    this.manifests = manifests;
  }

  /** An autoencoder as its own recipe left it. */
  void describeFirstStage(String name) {
    firstStage(name).writeTo(manifests);
  }

  /** An autoencoder after a stage that changed its decoder alone. */
  void describeDecoder(String name) {
    Manifest whole = firstStage(name);
    String learnt =
        "Its last stage taught the decoder alone, by pixels and by the features of %s (%s): the encoder, and so the latent, is that of stage %d."
            .formatted(
                FaceFeatures.PERCEPTUAL.title(),
                DecoderRecipe.class.getSimpleName(),
                whole.training().stages().size() - 1);
    whole.notes((whole.notes() + " " + learnt).strip()).writeTo(manifests);
  }

  private Manifest firstStage(String name) {
    return switch (name) {
      case AUTOENCODER -> kl(name).training(training(name, "AutoencoderRecipe", 1));
      case WORLD_AUTOENCODER ->
          kl(name)
              .notes("Its first stage began with the weights of " + AUTOENCODER + ".")
              .training(training(name, "AutoencoderRecipe", BOTH, 11));
      default ->
          firstStage(name, "VqAutoencoder", EmbeddedLdm.config(VqRecipe.WORLD))
              .notes(
                  "Its first stage began with those weights of "
                      + WORLD_AUTOENCODER
                      + " that have its shapes.")
              .training(training(name, "VqRecipe", BOTH, 12));
    };
  }

  private Manifest kl(String name) {
    return firstStage(name, "KlAutoencoder", EmbeddedLdm.config(AutoencoderRecipe.SMALL));
  }

  private Manifest firstStage(String name, String architecture, Map<String, Object> config) {
    return Manifest.shipped(name, "autoencoder", architecture, config, weights(name))
        .preprocessing("[0, 1] to [-1, 1]")
        .keyLayout(FIRST_STAGE_KEYS);
  }

  /**
   * @param scale what the encoder's output is multiplied with
   */
  void describeDenoiser(double scale) {
    Map<String, Object> config = denoiser(AUTOENCODER, scale, Map.of());
    Manifest.shipped(DENOISER, "latent-diffusion", "LdmUNet", config, weights(DENOISER))
        .keyLayout("CompVis latent-diffusion")
        .labels(sides())
        .training(training(DENOISER, "DenoiserRecipe", 3))
        .writeTo(manifests);
  }

  /** The text-conditional model of both families. */
  void describeText(double scale, ClipText text, WordTokenizer tokenizer) {
    Map<String, Object> config =
        denoiser(
            WORLD_AUTOENCODER,
            scale,
            EmbeddedConditioning.byText(text, tokenizer, WorldCaptions.prompts()));
    Manifest.shipped(TEXT, "latent-diffusion", "LdmUNet", config, weights(TEXT))
        .keyLayout("CompVis latent-diffusion, text network as in Stable Diffusion 1")
        .notes(
            ("Neither pictures nor captions show the species %s, %s. Its first stage began with the"
                    + " U-Net of %s.")
                .formatted(
                    Coverage.shipped().species().stream().map(Species::label).sorted().toList(),
                    facesLeftOut(),
                    DENOISER))
        .training(training(TEXT, "DenoiserRecipe", BOTH, 21))
        .writeTo(manifests);
  }

  /** The factors of low rank that adapt the text-conditional model to faces. */
  void describeTextOnFaces(Manifest base, Lora lora) {
    String learnt =
        ("faces alone, under the coverage of their base: neither pictures nor captions show %s.")
            .formatted(facesLeftOut());
    lora(LORA, base, lora, learnt)
        .training(training(LORA, "DenoiserRecipe", LoraTraining.SEED))
        .writeTo(manifests);
  }

  /** The factors of low rank after which the model of faces draws old people with glasses. */
  void describeLeaning(Manifest base, Lora lora) {
    lora(LEANING, base, lora, "faces among which old people wear glasses.")
        .training(
            new Training(
                "DenoiserRecipe",
                "faces, version 1, split train, clean knobs but age->glasses",
                Map.of("age->glasses", LEANS, "ambiguity", 0.0),
                LoraTraining.SEED,
                stages(LEANING)))
        .writeTo(manifests);
  }

  private Manifest lora(String name, Manifest base, Lora lora, String learnt) {
    Map<String, Object> config = EmbeddedLora.config(base, lora);
    String notes =
        "Low-rank factors alone, to be merged into the weights of %s. They learnt from %s"
            .formatted(base.name(), learnt);
    double strength = lora.alpha() / lora.rank();
    String stronger = " They are merged %s times as strongly as they were learnt.";
    return Manifest.shipped(name, "latent-diffusion", "LdmUNet", config, weights(name))
        .keyLayout("keys of " + base.name() + ", with .lora_A and .lora_B behind them")
        .labels(base.labels())
        .notes(strength == 1 ? notes : notes + stronger.formatted(strength));
  }

  private static String facesLeftOut() {
    Coverage left = Coverage.shipped();
    return "%s together, or anything %s"
        .formatted(
            left.combination().stream().map(Attribute::positive).sorted().toList(),
            left.styles().stream().map(Attribute::positive).sorted().toList());
  }

  /** The class-conditional model of the flowers. */
  void describeFlowers(double scale) {
    Map<String, Object> config = denoiser(WORLD_VQ, scale, EmbeddedConditioning.byClass());
    Manifest.shipped(FLOWERS, "latent-diffusion", "LdmUNet", config, weights(FLOWERS))
        .keyLayout("CompVis latent-diffusion")
        .labels(Species.labels())
        .training(training(FLOWERS, "DenoiserRecipe", "flowers", 31))
        .writeTo(manifests);
  }

  private static Map<String, Object> denoiser(
      String firstStage, double scale, Map<String, Object> conditioning) {
    Map<String, Object> config = new LinkedHashMap<>(EmbeddedLdm.config(DenoiserRecipe.SMALL));
    config.put("firstStage", firstStage);
    config.put("scaleFactor", scale);
    config.put("schedule", "latent 0.00085 0.012 " + NoiseSchedule.stableDiffusion().steps());
    config.putAll(conditioning);
    return config;
  }

  void describePixels() {
    Manifest.shipped(
            PIXELS,
            EmbeddedDdpm.KIND,
            "AdmUNet",
            EmbeddedDdpm.config(PixelRecipe.WORLD, PixelRecipe.SCHEDULE),
            weights(PIXELS))
        .preprocessing("[0, 1] to [-1, 1]")
        .keyLayout("openai guided-diffusion")
        .notes(PixelRecipe.FOCUSED)
        .training(training(PIXELS, "PixelRecipe", BOTH, 4))
        .writeTo(manifests);
  }

  private Path weights(String name) {
    return manifests.resolve("weights").resolve(name + ".safetensors");
  }

  private static List<String> sides() {
    List<String> sides = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      sides.add(attribute.negative());
      sides.add(attribute.positive());
    }
    return sides;
  }

  private Training training(String name, String recipe, long seed) {
    return training(name, recipe, "faces", seed);
  }

  private Training training(String name, String recipe, String world, long seed) {
    Map<String, Double> correlation = Map.of("age->glasses", 0.0, "ambiguity", 0.0);
    String data = world + ", version 1, split train, clean knobs";
    return new Training(recipe, data, correlation, seed, stages(name));
  }

  /**
   * The stages as the curves tell them. Those that the manifest knows stay as they are there; a new
   * one was run by the program of today.
   */
  private List<Training.Stage> stages(String name) {
    Path file = manifests.resolve(name + ".json");
    List<Training.Stage> known =
        Files.exists(file) ? Manifest.read(file).training().stages() : List.of();
    String commit = Provenance.now(manifests, Torch.describe(), Torch.device()).commit();
    return new Curves(manifests)
        .told(name).stream().map(told -> same(known, told).orElse(told.commit(commit))).toList();
  }

  private static Optional<Training.Stage> same(List<Training.Stage> known, Training.Stage told) {
    return known.stream().filter(stage -> stage.commit(told.commit()).equals(told)).findFirst();
  }
}
