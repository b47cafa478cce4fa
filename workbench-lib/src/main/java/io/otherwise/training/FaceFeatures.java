package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Training;
import io.otherwise.explain.Progress;
import io.otherwise.model.Architectures;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedFeatures;
import io.otherwise.model.Readout;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.world.Knobs;
import io.otherwise.world.Scene;
import io.otherwise.world.Split;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shipped feature networks of rendered faces, each in the role of a published one.
 *
 * <p>Costs count a multiplication and an addition as two operations and a training step as three
 * forward passes.
 */
public enum FaceFeatures {
  /**
   * Inception's role: pooled features for distances between sets. Another family of networks than
   * the oracle, and other faces a step. 52 million operations a face, 10 billion a step of 64
   * faces, 14 trillion in all: 4 minutes at 60 billion a second, about 8 at the rate DenseNets
   * reach.
   */
  INCEPTION(
      "faces-inception",
      new DenseNet(16, List.of(4, 7, 8), 24, 4, SceneRecipe.outputs().size(), Stem.SMALL, ""),
      Readout.pooled("features"),
      21,
      1400) {
    @Override
    FeatureRecipe<Scene> recipe(ImageNetwork network, long seed, Stage stage) {
      return new SceneRecipe(network, seed, BATCH, stage);
    }
  },

  /**
   * The role of VGG-19 and of LPIPS, by whose name it never goes: four layers with unit channels.
   * 24 million operations a face, 4.7 billion a step, 14 trillion in all: 4 minutes.
   */
  PERCEPTUAL(
      "world-perceptual",
      new Vgg(
          List.of(16, 16, 0, 32, 32, 0, 64, 64, 0, 96, 0),
          true,
          2,
          2,
          64,
          SceneRecipe.outputs().size()),
      Readout.unitLayers("features.5", "features.12", "features.19", "features.23"),
      22,
      3000) {
    @Override
    FeatureRecipe<Scene> recipe(ImageNetwork network, long seed, Stage stage) {
      return new SceneRecipe(network, seed, BATCH, stage);
    }
  },

  /**
   * VGGFace2's role: cosines of pooled features tell people apart. 58 million operations a face, 11
   * billion a step, 18 trillion in all: 5 minutes.
   */
  IDENTITY(
      "faces-identity",
      new ResNet(false, List.of(1, 2, 2), 18, 0, new Stem(2, 3, 1, false)),
      Readout.pooled("layer3"),
      23,
      1600) {
    @Override
    FeatureRecipe<Scene> recipe(ImageNetwork network, long seed, Stage stage) {
      return new IdentityRecipe((ResNet) network, PEOPLE, SHOTS, seed, BATCH, stage);
    }
  },

  /**
   * SimSiam's role: the projection of a network that learnt without labels. 21 million operations a
   * view, 8.2 billion a step of 64 faces in two views, 20 trillion in all: 6 minutes.
   */
  SIMSIAM(
      "faces-simsiam",
      new SimSiam(new ResNet(false, List.of(1, 2, 2), 20, 0, Stem.SMALL), 128, 32),
      Readout.output(),
      24,
      2500) {
    @Override
    FeatureRecipe<Scene> recipe(ImageNetwork network, long seed, Stage stage) {
      return new SimSiamRecipe((SimSiam) network, Views.faces(seed + 1), seed, BATCH, stage);
    }
  };

  private static final int BATCH = 64;

  /** Many people with few photos each: what is learnt must hold for people never seen. */
  private static final int PEOPLE = 4000;

  private static final int SHOTS = 8;

  private final String title;
  private final ImageNetwork architecture;
  private final Readout readout;
  private final long seed;
  private final int steps;

  FaceFeatures(String title, ImageNetwork architecture, Readout readout, long seed, int steps) {
    this.title = title;
    this.architecture = architecture;
    this.readout = readout;
    this.seed = seed;
    this.steps = steps;
  }

  /**
   * The network of a name such as {@code faces-identity}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FaceFeatures of(String name) {
    return ByName.find("a feature network of faces", List.of(values()), FaceFeatures::title, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(List.of(values()), FaceFeatures::title);
  }

  /** The name of its weights. */
  public String title() {
    return title;
  }

  /** Which of its numbers are features. */
  Readout readout() {
    return readout;
  }

  public ImageNetwork architecture() {
    return architecture;
  }

  public long seed() {
    return seed;
  }

  /** Steps that leave a training of some minutes. */
  public int steps() {
    return steps;
  }

  /** The recipe for a number of steps. */
  public FeatureRecipe<Scene> recipe(int count) {
    LearningRate rate = new LearningRate(3e-3, Math.min(100, count), count);
    return recipe(architecture, seed, new Stage(count, rate, 0.02, 0.995));
  }

  abstract FeatureRecipe<Scene> recipe(ImageNetwork network, long ownSeed, Stage stage);

  /** The photos that {@link #IDENTITY} learns from; the others learn from any faces. */
  static ScenePool<Scene> people(Progress progress) {
    return Pools.people(Split.TRAIN, Knobs.clean(), PEOPLE, SHOTS, progress);
  }

  /** Names of its outputs; empty where they tell nothing by themselves. */
  public List<String> labels() {
    return recipe(1) instanceof SceneRecipe ? SceneRecipe.outputs() : List.of();
  }

  /** The manifest of trained weights, without measured figures. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    Map<String, Object> config = new LinkedHashMap<>(Architectures.config(architecture));
    config.putAll(readout.config());
    boolean simsiam = architecture instanceof SimSiam;
    return Manifest.shipped(
            title, EmbeddedFeatures.KIND, architecture.getClass().getSimpleName(), config, weights)
        .labels(labels())
        .keyLayout(simsiam ? "facebookresearch/simsiam without module." : "torchvision")
        .preprocessing(EmbeddedClassifiers.preprocessing().describe())
        .training(
            new Training(
                recipe(1).getClass().getSimpleName(),
                "faces, version 1",
                FaceClassifier.edges(Knobs.clean()),
                seed,
                stages));
  }
}
