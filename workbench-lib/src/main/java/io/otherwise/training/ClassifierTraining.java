package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.model.KlFirstStage;
import io.otherwise.tensor.Script;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.WorldScene;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The stages of what looks at pictures: classifiers, their robust copies, feature networks. */
final class ClassifierTraining {
  private static final int FACES = 16_000;

  private final WeightFolder folder;

  /** Rendering takes minutes, and several classifiers learn from the same world. */
  private final Map<Knobs, ScenePool<Scene>> pools = new HashMap<>();

  private final Map<Map.Entry<FlowerKnobs, Integer>, ScenePool<FlowerScene>> gardens =
      new HashMap<>();

  ClassifierTraining(WeightFolder folder) {
    this.folder = folder;
  }

  void classifier(String name) throws IOException {
    FaceClassifier what = FaceClassifier.of(name);
    if (what.small()) {
      biased(what, what.sample(), what::manifest);
      return;
    }
    ScenePool<Scene> rendered = rendered(what.knobs(), FACES);
    train(
        name,
        what.recipe(steps(what.steps())),
        what.decides() ? rendered : partlyDecoded(rendered),
        Initial.weights(what.seed()),
        what::manifest);
  }

  void sealed(String name) throws IOException {
    SealedClassifier what = SealedClassifier.of(name);
    biased(what.plain(), what.sample(), what::manifest);
  }

  private void biased(
      FaceClassifier what,
      BiasedSample sample,
      BiFunction<Path, List<Training.Stage>, Manifest> manifest)
      throws IOException {
    ScenePool<Scene> pool = rendered(BiasedSample.WORLD, BiasedSample.POOL);
    train(
        what.name(),
        what.recipe(steps(what.steps())),
        sample.of(pool, pool.size()),
        Initial.weights(what.seed()),
        manifest);
  }

  void features(String name) throws IOException {
    FaceFeatures what = FaceFeatures.of(name);
    train(
        name,
        what.recipe(steps(what.steps())),
        what == FaceFeatures.IDENTITY
            ? FaceFeatures.people(folder::progress)
            : rendered(Knobs.clean(), FACES),
        Initial.weights(what.seed()),
        what::manifest);
  }

  void species(String name) throws IOException {
    FlowerClassifier what = FlowerClassifier.of(name);
    train(
        name,
        what.recipe(steps(FlowerClassifier.STEPS)),
        garden(what.knobs(), what.flowers()),
        Initial.weights(what.seed()),
        what::manifest);
  }

  void linear(String name) throws IOException {
    LinearClassifier what = LinearClassifier.of(name);
    train(
        name,
        what.recipe(steps(LinearClassifier.STEPS)),
        garden(FlowerKnobs.clean(), what.flowers()),
        what.start(folder.path()),
        what::manifest);
  }

  void clip(String name) throws IOException {
    ClipClassifier what = ClipClassifier.of(name);
    train(
        name,
        what.recipe(steps(ClipClassifier.STEPS)),
        garden(FlowerKnobs.clean(), what.flowers()),
        ClipRecipe.start(what.seed()),
        what::manifest);
  }

  void robust(String name) throws IOException {
    RobustClassifier what = RobustClassifier.of(name);
    train(
        name,
        what.recipe(steps(RobustClassifier.STEPS)),
        rendered(what.plain().knobs(), FACES),
        what.start(folder.path()),
        what::manifest);
  }

  /** Runs the next stage and describes the weights that it left. */
  private <S extends WorldScene> void train(
      String name,
      FeatureRecipe<S> recipe,
      ScenePool<S> pool,
      Function<Script.Parameter, float[]> start,
      BiFunction<Path, List<Training.Stage>, Manifest> manifest)
      throws IOException {
    List<Training.Stage> stages = folder.stages(name, recipe, pool, start);
    folder.describe(manifest.apply(folder.file(name), stages));
  }

  private static int steps(int most) {
    return Integer.getInteger("steps", most);
  }

  private ScenePool<FlowerScene> garden(FlowerKnobs knobs, int most) {
    int count = Integer.getInteger("pool", most);
    return gardens.computeIfAbsent(
        Map.entry(knobs, count), k -> Pools.flowers(Split.TRAIN, knobs, count, folder::progress));
  }

  private ScenePool<Scene> rendered(Knobs knobs, int most) {
    int faces = Integer.getInteger("pool", most);
    return pools.computeIfAbsent(knobs, k -> Pools.faces(Split.TRAIN, k, faces, folder::progress));
  }

  /** An oracle judges decoded pictures; it learns from some where there is an autoencoder. */
  private ScenePool<Scene> partlyDecoded(ScenePool<Scene> rendered) {
    Path file = folder.file("faces-autoencoder");
    if (!Files.exists(file)) {
      return rendered;
    }
    SafeTensors first = SafeTensors.read(file);
    try (KlFirstStage autoencoder =
        new KlFirstStage(AutoencoderRecipe.SMALL, 1, p -> first.floats(p.key()))) {
      return rendered.halfThrough(autoencoder, folder::progress);
    }
  }
}
