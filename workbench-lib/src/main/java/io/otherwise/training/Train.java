package io.otherwise.training;

import io.otherwise.artifact.DType;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.diffusion.NoiseSchedule;
import io.otherwise.model.KlFirstStage;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Torch;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.WorldScene;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code environment/train NAME}: makes one of the shipped weight files again. */
public final class Train {
  private final Path weights;
  private final Consumer<String> log;

  /** Rendering takes minutes, and several classifiers learn from the same world. */
  private final Map<Knobs, ScenePool<Scene>> pools = new HashMap<>();

  /** Which stage of the network at hand is running, from 1. */
  private int stage = 1;

  private Train(Path home, Consumer<String> log) {
    this.weights = home.resolve("data-manifests").resolve("weights");
    this.log = log;
  }

  /** Arguments: names of weights, separated by commas; optionally how many threads. */
  public static void main(String... arguments) throws IOException {
    java.io.PrintStream err = System.err;
    Torch.threads(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1);
    Train train = new Train(Path.of("").toAbsolutePath(), err::println);
    for (String name : arguments[0].split(",", -1)) {
      train.run(name);
    }
  }

  private void run(String name) throws IOException {
    switch (name) {
      case "faces-autoencoder" -> autoencoder(name);
      case "faces-ldm" -> denoiser(name);
      case "world-ddpm" -> pixels(name);
      default -> {
        if (FaceClassifier.names().contains(name)) {
          classifier(name);
        } else if (FaceFeatures.names().contains(name)) {
          features(name);
        } else if (FlowerClassifier.names().contains(name)) {
          species(name);
        } else if (RobustClassifier.names().contains(name)) {
          robust(name);
        } else {
          throw unknown(name);
        }
      }
    }
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        ("a recipe is one of faces-autoencoder, faces-ldm, world-ddpm, %s, %s, %s or %s, but was"
                + " %s; choose one of these")
            .formatted(
                FaceClassifier.names(),
                RobustClassifier.names(),
                FlowerClassifier.names(),
                FaceFeatures.names(),
                name));
  }

  private void autoencoder(String name) throws IOException {
    int steps = Integer.getInteger("steps", 2400);
    ScenePool<Scene> pool = pool(Integer.getInteger("pool", 12_000));
    AutoencoderRecipe recipe =
        new AutoencoderRecipe(
            Integer.getInteger("seed", 1),
            Integer.getInteger("batch", 16),
            0.5,
            10,
            1e-4,
            4,
            new Stage(
                steps,
                new LearningRate(Integer.getInteger("microRate", 1000) * 1e-6, 100, steps),
                0,
                0.998));
    Stage.Result result =
        recipe.run(
            AutoencoderRecipe.FACES,
            pool,
            start(name, Initial.weights(1, "conv2.weight")),
            new Report(name));
    save(name, result);
    diffusion().describeAutoencoder();
  }

  private FaceDiffusion diffusion() {
    return new FaceDiffusion(weights.getParent());
  }

  private void denoiser(String name) throws IOException {
    int steps = Integer.getInteger("steps", 4000);
    ScenePool<Scene> pool = pool(Integer.getInteger("pool", 20_000));
    SafeTensors first = SafeTensors.read(weights.resolve("faces-autoencoder.safetensors"));
    FaceLatents latents =
        new FaceLatents(pool, AutoencoderRecipe.FACES, p -> first.floats(p.key()), this::progress);
    log.accept("scale factor " + latents.scale());
    DenoiserRecipe recipe =
        new DenoiserRecipe(
            Integer.getInteger("seed", 3),
            48,
            new Stage(steps, new LearningRate(5e-4, 200, steps), 0, 0.999));
    Stage.Result result =
        recipe.run(
            DenoiserRecipe.FACES,
            NoiseSchedule.stableDiffusion(),
            latents,
            start(
                name,
                Initial.weights(3, "out_layers.3.weight", "proj_out.weight", ".out.2.weight")),
            new Report(name));
    save(name, result);
    diffusion().describeDenoiser(latents.scale());
  }

  private void pixels(String name) throws IOException {
    int steps = Integer.getInteger("steps", 5000);
    long seed = Integer.getInteger("seed", 4);
    Function<Script.Parameter, float[]> start =
        start(
            name, Initial.weights(seed, "out_layers.3.weight", "proj_out.weight", "out.2.weight"));
    PixelRecipe recipe =
        new PixelRecipe(
            seed,
            Integer.getInteger("batch", 16),
            stage == 1 ? PixelRecipe.Focus.EVEN : PixelRecipe.Focus.EDITS,
            new Stage(
                steps,
                new LearningRate(Integer.getInteger("microRate", 600) * 1e-6, 200, steps),
                0,
                0.999));
    Stage.Result result =
        recipe.run(
            PixelRecipe.WORLD,
            PixelRecipe.SCHEDULE,
            pool(Integer.getInteger("pool", 18_000)).and(flowers()),
            start,
            new Report(name));
    save(name, result);
    diffusion().describePixels();
  }

  /** Warm start from an earlier stage's weights where there are some. */
  private Function<Script.Parameter, float[]> start(
      String name, Function<Script.Parameter, float[]> fresh) {
    Path file = weights.resolve(name + ".safetensors");
    if (!Files.exists(file) || Boolean.getBoolean("fresh")) {
      stage = 1;
      return fresh;
    }
    stage = diffusion().stages(name) + 1;
    SafeTensors earlier = SafeTensors.read(file);
    log.accept("continuing from " + file);
    // What training alone needs was not kept.
    return p -> earlier.entries().containsKey(p.key()) ? earlier.floats(p.key()) : fresh.apply(p);
  }

  private void progress(long done, long total, String note) {
    if (done % 1000 == 0) {
      log.accept(note + " " + done + " / " + total);
    }
  }

  private void classifier(String name) throws IOException {
    FaceClassifier what = FaceClassifier.of(name);
    ScenePool<Scene> rendered = rendered(what.knobs());
    ScenePool<Scene> pool = what.decides() ? rendered : partlyDecoded(rendered);
    List<Training.Stage> stages =
        stages(
            name,
            what.recipe(Integer.getInteger("steps", 1200)),
            pool,
            Initial.weights(what.seed()));
    what.manifest(weights.resolve(name + ".safetensors"), stages).writeTo(weights.getParent());
  }

  private void features(String name) throws IOException {
    FaceFeatures what = FaceFeatures.of(name);
    ScenePool<Scene> pool =
        what == FaceFeatures.IDENTITY
            ? FaceFeatures.people(this::progress)
            : rendered(Knobs.clean());
    List<Training.Stage> stages =
        stages(
            name,
            what.recipe(Integer.getInteger("steps", what.steps())),
            pool,
            Initial.weights(what.seed()));
    what.manifest(weights.resolve(name + ".safetensors"), stages).writeTo(weights.getParent());
  }

  private void species(String name) throws IOException {
    FlowerClassifier what = FlowerClassifier.of(name);
    int count = Integer.getInteger("pool", 16_000);
    List<Training.Stage> stages =
        stages(
            name,
            what.recipe(Integer.getInteger("steps", FlowerClassifier.STEPS)),
            Pools.flowers(Split.TRAIN, what.knobs(), count, this::progress),
            Initial.weights(what.seed()));
    what.manifest(weights.resolve(name + ".safetensors"), stages).writeTo(weights.getParent());
  }

  private void robust(String name) throws IOException {
    RobustClassifier what = RobustClassifier.of(name);
    List<Training.Stage> stages =
        stages(
            name,
            what.recipe(Integer.getInteger("steps", RobustClassifier.STEPS)),
            rendered(what.plain().knobs()),
            what.start(weights));
    what.manifest(weights.resolve(name + ".safetensors"), stages).writeTo(weights.getParent());
  }

  private ScenePool<Scene> rendered(Knobs knobs) {
    int faces = Integer.getInteger("pool", 16_000);
    return pools.computeIfAbsent(knobs, k -> Pools.faces(Split.TRAIN, k, faces, this::progress));
  }

  /** Runs one more stage, saves what it made, and tells of all stages so far. */
  private <S extends WorldScene> List<Training.Stage> stages(
      String name,
      FeatureRecipe<S> recipe,
      ScenePool<S> pool,
      Function<Script.Parameter, float[]> fresh)
      throws IOException {
    List<Training.Stage> stages = new ArrayList<>(earlierStages(name));
    Stage.Result result = recipe.run(pool, start(name, fresh), new Report(name));
    save(name, result);
    Stage.Point end = result.curve().get(result.curve().size() - 1);
    String commit = Provenance.now(weights, Torch.describe(), Torch.device()).commit();
    stages.add(
        new Training.Stage(
            "stage " + (stages.size() + 1), end.step(), end.seconds() / 60, commit, end.loss()));
    return stages;
  }

  /** An oracle judges decoded pictures; it learns from some where there is an autoencoder. */
  private ScenePool<Scene> partlyDecoded(ScenePool<Scene> rendered) {
    Path file = weights.resolve("faces-autoencoder.safetensors");
    if (!Files.exists(file)) {
      return rendered;
    }
    SafeTensors first = SafeTensors.read(file);
    try (KlFirstStage autoencoder =
        new KlFirstStage(AutoencoderRecipe.FACES, 1, p -> first.floats(p.key()))) {
      return rendered.halfThrough(autoencoder, this::progress);
    }
  }

  /** What the weights that training continues from went through. */
  private List<Training.Stage> earlierStages(String name) {
    Path manifest = weights.resolveSibling(name + ".json");
    boolean continued = Files.exists(weights.resolve(name + ".safetensors"));
    if (!continued || Boolean.getBoolean("fresh")) {
      return List.of();
    }
    // A stage that was cut off left a checkpoint and its curve, but no manifest.
    return Files.exists(manifest)
        ? Manifest.read(manifest).training().stages()
        : diffusion().told(name);
  }

  private ScenePool<FlowerScene> flowers() {
    return Pools.flowers(
        Split.TRAIN, FlowerKnobs.clean(), Integer.getInteger("flowers", 7000), this::progress);
  }

  private ScenePool<Scene> pool(int size) {
    return Pools.faces(Split.TRAIN, Knobs.clean(), size, this::progress);
  }

  /** Tells of the curve, and saves what there is now and then. */
  private final class Report implements Stage.Listener {
    private final String name;

    Report(String name) {
      this.name = name;
    }

    @Override
    public void at(Stage.Point p, Stage stage) {
      log.accept(p.line(stage.steps()));
    }

    @Override
    public void checkpoint(Stage.Result soFar) {
      try {
        save(name, soFar);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void save(String name, Stage.Result result) throws IOException {
    Files.createDirectories(weights);
    SafeTensors.write(
        weights.resolve(name + ".safetensors"), result.weights(), DType.F16, Map.of());
    Path file = diffusion().curve(name, stage);
    Files.createDirectories(file.getParent());
    Files.writeString(file, result.csv(), StandardCharsets.UTF_8);
    log.accept(name + " written: " + List.of(result.weights().size()) + " tensors");
  }
}
