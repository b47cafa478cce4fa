package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Training;
import io.otherwise.model.Architectures;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.network.VisionTransformer;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.Species;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shipped classifier of the world flowers: one softmax over the species.
 *
 * <p>Costs count a multiplication and an addition as two operations and a training step as three
 * forward passes.
 *
 * @param name of its weights
 * @param knobs the world its training flowers come from
 * @param flowers how many it learns from
 * @param peak learning rate after warming up
 * @param notes what its manifest says of its role
 */
public record FlowerClassifier(
    String name,
    ImageNetwork architecture,
    FlowerKnobs knobs,
    int flowers,
    double peak,
    long seed,
    String notes) {
  /** Steps that leave a training of some minutes. */
  public static final int STEPS = 1500;

  private static final int SPECIES = Species.values().length;

  /** 47 million operations a flower, 9 billion a step of 64 flowers, 13 trillion in all. */
  private static final ResNet RESIDUAL =
      new ResNet(false, List.of(1, 2, 2), 16, SPECIES, new Stem(2, 3, 1, false));

  /** 50 million operations a flower, 9.7 billion a step of 64 flowers, 15 trillion in all. */
  private static final Vgg PLAIN_ROWS =
      new Vgg(List.of(24, 24, 0, 48, 48, 0, 96, 96, 0, 96, 0), true, 2, 2, 64, SPECIES);

  /**
   * VGG-16's groups of two, two, three and three convolutions. 52 million operations a flower, 10
   * billion a step of 64 flowers, 15 trillion in all.
   */
  private static final Vgg GROUPS =
      new Vgg(List.of(24, 24, 0, 48, 48, 0, 64, 64, 64, 0, 64, 64, 64, 0), true, 2, 2, 64, SPECIES);

  /**
   * 65 tokens of patches of 8 x 8 pixels. 43 million operations a flower, 8 billion a step of 64
   * flowers, 12 trillion in all.
   */
  private static final VisionTransformer PATCHES =
      new VisionTransformer(64, 8, 80, 5, 4, 160, SPECIES);

  private static final int MANY = 16_000;

  private static final int SOME = 8_000;

  private static final double CONVOLUTIONS = 3e-3;

  private static final double TOKENS = 1e-3;

  private static final String NEVER_SAW =
      "It never saw a rare form: young, of unusual hue, or with the petals of another species.";

  /** A share of each rare form at which half of all flowers show none. */
  private static final double RARE = 0.2;

  private static final int BATCH = 64;

  /**
   * Classifiers to be explained, of three families, which have never seen a rare form and take some
   * for another species; and a network that has seen them, to judge counterfactuals and never to be
   * explained.
   */
  public static final List<FlowerClassifier> ALL =
      List.of(
          new FlowerClassifier(
              "flowers-species", RESIDUAL, FlowerKnobs.clean(), MANY, CONVOLUTIONS, 31, NEVER_SAW),
          new FlowerClassifier(
              "flowers-vgg", GROUPS, FlowerKnobs.clean(), SOME, CONVOLUTIONS, 33, NEVER_SAW),
          new FlowerClassifier(
              "flowers-vit", PATCHES, FlowerKnobs.clean(), SOME, TOKENS, 34, NEVER_SAW),
          new FlowerClassifier(
              "flowers-oracle",
              PLAIN_ROWS,
              FlowerKnobs.hard(RARE),
              MANY,
              CONVOLUTIONS,
              32,
              "It judges counterfactuals of other classifiers and is not explained itself."));

  /**
   * The classifier of a name such as {@code flowers-species}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FlowerClassifier of(String name) {
    return ByName.find("a classifier of flowers", ALL, FlowerClassifier::name, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(ALL, FlowerClassifier::name);
  }

  /** The recipe for a number of steps. */
  public SpeciesRecipe recipe(int steps) {
    LearningRate rate = new LearningRate(peak, Math.min(100, steps), steps);
    return new SpeciesRecipe(architecture, seed, BATCH, new Stage(steps, rate, 0.02, 0.995));
  }

  /** The manifest of trained weights, without measured figures. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    return Manifest.shipped(
            name,
            "classifier",
            architecture.getClass().getSimpleName(),
            Architectures.config(architecture),
            weights)
        .labels(Species.labels())
        .keyLayout("torchvision")
        .preprocessing(EmbeddedClassifiers.preprocessing().describe())
        .notes(notes)
        .training(new Training("SpeciesRecipe", "flowers, version 1", edges(knobs), seed, stages));
  }

  /** The strengths and shares of a world, as a manifest states them. */
  static Map<String, Double> edges(FlowerKnobs knobs) {
    Map<String, Double> edges = new TreeMap<>();
    edges.put("species->ground", knobs.ground());
    edges.put("ambiguity", knobs.ambiguity());
    edges.put("young", knobs.young());
    edges.put("unusual hue", knobs.unusual());
    edges.put("lookalike", knobs.lookalike());
    return edges;
  }
}
