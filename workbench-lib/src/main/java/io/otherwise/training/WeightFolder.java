package io.otherwise.training;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.DType;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Provenance;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Torch;
import io.otherwise.world.WorldScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where trained weights lie, with their curves and manifests; a stage continues from what is there.
 */
final class WeightFolder {
  private static final int SEEDS_A_STAGE = 10;

  private final Path weights;
  private final Curves curves;
  private final Consumer<String> log;

  /** Which stage of the network at hand is running, from 1. */
  private int stage = 1;

  /**
   * @param manifests the project's folder data-manifests
   * @param log hears of the progress, a line each
   */
  WeightFolder(Path manifests, Consumer<String> log) {
    this.weights = manifests.resolve("weights");
    this.curves = new Curves(manifests);
    this.log = log;
  }

  /** The folder of the weight files. */
  Path path() {
    return weights;
  }

  Path file(String name) {
    return weights.resolve(name + ".safetensors");
  }

  /** The project that the folder belongs to, where files are verified. */
  Artifacts project() {
    return Artifacts.at(weights.getParent().getParent());
  }

  GeneratorManifests manifests() {
    return new GeneratorManifests(weights.getParent());
  }

  /** Which stage {@link #start} has begun, from 1. */
  int stage() {
    return stage;
  }

  /**
   * The seed of the stage that {@link #start} has begun: another stage draws other batches.
   *
   * @param first that of the first stage, unless the command says otherwise
   */
  long seed(int first) {
    return Integer.getInteger("seed", first + SEEDS_A_STAGE * (stage - 1));
  }

  void say(String line) {
    log.accept(line);
  }

  void progress(long done, long total, String note) {
    if (done % 1000 == 0) {
      log.accept(note + " " + done + " / " + total);
    }
  }

  /** Warm start from an earlier stage's weights where there are some. */
  Function<Script.Parameter, float[]> start(
      String name, Function<Script.Parameter, float[]> fresh) {
    if (!continues(name)) {
      stage = 1;
      return fresh;
    }
    stage = curves.stages(name) + 1;
    SafeTensors earlier = SafeTensors.read(file(name));
    log.accept("continuing from " + file(name));
    // What training alone needs was not kept.
    return p -> earlier.entries().containsKey(p.key()) ? earlier.floats(p.key()) : fresh.apply(p);
  }

  /** The weights of another network where it has them in the same shape. */
  Function<Script.Parameter, float[]> like(
      String other, Function<Script.Parameter, float[]> fresh) {
    SafeTensors known = SafeTensors.read(file(other));
    return p -> {
      boolean same =
          known.entries().containsKey(p.key())
              && known.entries().get(p.key()).shape().equals(p.shape());
      return same ? known.floats(p.key()) : fresh.apply(p);
    };
  }

  /** Whether training goes on from weights that are there. */
  boolean continues(String name) {
    return Files.exists(file(name)) && !Boolean.getBoolean("fresh");
  }

  /** Runs one more stage, saves what it made, and tells of all stages so far. */
  <S extends WorldScene> List<Training.Stage> stages(
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

  /** What the weights that training continues from went through. */
  private List<Training.Stage> earlierStages(String name) {
    if (!continues(name)) {
      return List.of();
    }
    // A stage that was cut off left a checkpoint and its curve, but no manifest.
    Path manifest = weights.resolveSibling(name + ".json");
    return Files.exists(manifest) ? Manifest.read(manifest).training().stages() : curves.told(name);
  }

  void describe(Manifest manifest) {
    manifest.writeTo(weights.getParent());
  }

  Stage.Listener report(String name) {
    return new Report(name);
  }

  /** Tells of the curve, and saves what there is now and then. */
  private final class Report implements Stage.Listener {
    private final String name;

    Report(String name) {
      this.name = name;
    }

    @Override
    public void at(Stage.Point p, Stage running) {
      log.accept(p.line(running.steps()));
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

  void save(String name, Stage.Result result) throws IOException {
    Files.createDirectories(weights);
    SafeTensors.write(file(name), result.weights(), DType.F16, Map.of());
    Path curve = curves.file(name, stage);
    Files.createDirectories(curve.getParent());
    Files.writeString(curve, result.csv(), StandardCharsets.UTF_8);
    log.accept(name + " written: " + result.weights().size() + " tensors");
  }
}
