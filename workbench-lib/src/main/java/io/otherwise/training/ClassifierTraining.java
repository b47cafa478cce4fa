package io.otherwise.training;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.model.KlFirstStage;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.FlowerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
      folder.describe(what.manifest(folder.file(name), biased(what, what.sample())));
      return;
    }
    ScenePool<Scene> rendered = rendered(what.knobs(), FACES);
    ScenePool<Scene> pool = what.decides() ? rendered : partlyDecoded(rendered);
    List<Training.Stage> stages =
        folder.stages(
            name,
            what.recipe(Integer.getInteger("steps", what.steps())),
            pool,
            Initial.weights(what.seed()));
    folder.describe(what.manifest(folder.file(name), stages));
  }

  void sealed(String name) throws IOException {
    SealedClassifier what = SealedClassifier.of(name);
    folder.describe(what.manifest(folder.file(name), biased(what.plain(), what.sample())));
  }

  private List<Training.Stage> biased(FaceClassifier what, BiasedSample sample) throws IOException {
    ScenePool<Scene> pool = rendered(BiasedSample.WORLD, BiasedSample.POOL);
    return folder.stages(
        what.name(),
        what.recipe(Integer.getInteger("steps", what.steps())),
        sample.of(pool, pool.size()),
        Initial.weights(what.seed()));
  }

  void features(String name) throws IOException {
    FaceFeatures what = FaceFeatures.of(name);
    ScenePool<Scene> pool =
        what == FaceFeatures.IDENTITY
            ? FaceFeatures.people(folder::progress)
            : rendered(Knobs.clean(), FACES);
    List<Training.Stage> stages =
        folder.stages(
            name,
            what.recipe(Integer.getInteger("steps", what.steps())),
            pool,
            Initial.weights(what.seed()));
    folder.describe(what.manifest(folder.file(name), stages));
  }

  void species(String name) throws IOException {
    FlowerClassifier what = FlowerClassifier.of(name);
    List<Training.Stage> stages =
        folder.stages(
            name,
            what.recipe(Integer.getInteger("steps", FlowerClassifier.STEPS)),
            garden(what.knobs(), Integer.getInteger("pool", what.flowers())),
            Initial.weights(what.seed()));
    folder.describe(what.manifest(folder.file(name), stages));
  }

  void linear(String name) throws IOException {
    LinearClassifier what = LinearClassifier.of(name);
    List<Training.Stage> stages =
        folder.stages(
            name,
            what.recipe(Integer.getInteger("steps", LinearClassifier.STEPS)),
            garden(FlowerKnobs.clean(), Integer.getInteger("pool", what.flowers())),
            what.start(folder.path()));
    folder.describe(what.manifest(folder.file(name), stages));
  }

  void clip(String name) throws IOException {
    ClipClassifier what = ClipClassifier.of(name);
    List<Training.Stage> stages =
        folder.stages(
            name,
            what.recipe(Integer.getInteger("steps", ClipClassifier.STEPS)),
            garden(FlowerKnobs.clean(), Integer.getInteger("pool", what.flowers())),
            ClipRecipe.start(what.seed()));
    folder.describe(what.manifest(folder.file(name), stages));
  }

  void robust(String name) throws IOException {
    RobustClassifier what = RobustClassifier.of(name);
    List<Training.Stage> stages =
        folder.stages(
            name,
            what.recipe(Integer.getInteger("steps", RobustClassifier.STEPS)),
            rendered(what.plain().knobs(), FACES),
            what.start(folder.path()));
    folder.describe(what.manifest(folder.file(name), stages));
  }

  private ScenePool<FlowerScene> garden(FlowerKnobs knobs, int count) {
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
