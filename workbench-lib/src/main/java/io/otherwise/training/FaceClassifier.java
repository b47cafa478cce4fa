package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Training;
import io.otherwise.model.Architectures;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ImageNetwork;
import io.otherwise.network.ResNet;
import io.otherwise.network.Stem;
import io.otherwise.network.Vgg;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shipped classifier of rendered faces: what it tells, and the world it was trained in.
 *
 * @param name of its weights
 * @param attributes what it tells, in the order of its logits
 * @param knobs the world its training faces come from
 */
public record FaceClassifier(
    String name, ImageNetwork architecture, List<Attribute> attributes, Knobs knobs, long seed) {
  private static final DenseNet DENSE =
      new DenseNet(16, List.of(4, 6, 6), 24, 4, 1, Stem.SMALL, "");

  private static final ResNet RESIDUAL =
      new ResNet(false, List.of(1, 2, 2), 24, Attribute.values().length, new Stem(2, 3, 1, false));

  /** VGG-16's groups of two, two, three and three convolutions. */
  private static final Vgg GROUPS =
      new Vgg(List.of(24, 24, 0, 48, 48, 0, 64, 64, 64, 0, 64, 64, 64, 0), true, 2, 2, 64, 1);

  /** Some 46,000 weights and a twentieth of the work of the others, for shortcuts. */
  static final ResNet SMALL = new ResNet(false, List.of(1, 1, 1), 12, 1, new Stem(4, 3, 1, false));

  private static final int BATCH = 64;

  private static final String DECODED =
      "Stages after the first: half of the training faces were encoded and decoded by the"
          + " autoencoder.";

  private static final String CHOSEN =
      "The training faces were chosen from a world without the edge, so that they show it.";

  /**
   * Smile, by two families of networks; age in a world where old people wear glasses, which it
   * leans on; age where anyone may wear them; every attribute, to judge counterfactuals and never
   * to be explained; and small ones of age at four correlations of glasses and old, which differ in
   * nothing else.
   */
  public static final List<FaceClassifier> ALL =
      List.of(
          new FaceClassifier("faces-smile", DENSE, List.of(Attribute.SMILE), Knobs.clean(), 11),
          new FaceClassifier(
              "faces-smile-vgg", GROUPS, List.of(Attribute.SMILE), Knobs.clean(), 18),
          new FaceClassifier("faces-age", DENSE, List.of(Attribute.AGE), Knobs.shortcut(0.7), 12),
          new FaceClassifier("faces-age-clean", DENSE, List.of(Attribute.AGE), Knobs.clean(), 13),
          new FaceClassifier(
              "faces-oracle", RESIDUAL, List.of(Attribute.values()), Knobs.clean(), 14),
          small(0),
          small(50),
          small(90),
          small(98));

  private static FaceClassifier small(int percent) {
    Knobs knobs = BiasedSample.WORLD.ageGlasses(percent / 100.0);
    return new FaceClassifier("faces-age-" + percent, SMALL, List.of(Attribute.AGE), knobs, 17);
  }

  public FaceClassifier {
    attributes = List.copyOf(attributes);
  }

  /**
   * The classifier of a name such as {@code faces-age}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FaceClassifier of(String name) {
    return ByName.find("a classifier of faces", ALL, FaceClassifier::name, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(ALL, FaceClassifier::name);
  }

  /** Small enough to be trained in a quarter of a minute. */
  boolean small() {
    return architecture.equals(SMALL);
  }

  /** Steps of its training, unless the command says otherwise. */
  int steps() {
    return small() ? 200 : 1200;
  }

  /** What a small one learns from: glasses and old go together as in its world. */
  BiasedSample sample() {
    return new BiasedSample(Attribute.AGE, Attribute.GLASSES, true, knobs.ageGlasses());
  }

  /** The recipe for a number of steps. */
  public ClassifierRecipe recipe(int steps) {
    if (small()) {
      Stage quick =
          new Stage(steps, new LearningRate(5e-3, Math.min(20, steps), steps), 0.02, 0.95);
      return new ClassifierRecipe(architecture, attributes, seed, BATCH / 2, quick);
    }
    LearningRate rate = new LearningRate(3e-3, Math.min(100, steps), steps);
    return new ClassifierRecipe(
        architecture, attributes, seed, BATCH, new Stage(steps, rate, 0.02, 0.995));
  }

  /** Whether it is a two-sided decision to be explained, or tells several attributes. */
  public boolean decides() {
    return attributes.size() == 1;
  }

  /** Both sides of the decision, the negative one first; or the keys of all attributes. */
  public List<String> labels() {
    Attribute first = attributes.get(0);
    return decides()
        ? List.of(first.negative(), first.positive())
        : attributes.stream().map(Attribute::key).toList();
  }

  /** The manifest of trained weights, without measured figures. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    return Manifest.shipped(
            name,
            decides() ? "classifier" : "attribute-oracle",
            architecture.getClass().getSimpleName(),
            Architectures.config(architecture),
            weights)
        .labels(labels())
        .keyLayout("torchvision")
        .preprocessing(EmbeddedClassifiers.preprocessing().describe())
        .notes(small() ? CHOSEN : decides() ? "" : DECODED)
        .training(new Training("ClassifierRecipe", "faces, version 1", edges(knobs), seed, stages));
  }

  /** The strengths of a world, as a manifest states them. */
  static Map<String, Double> edges(Knobs knobs) {
    Map<String, Double> edges = new TreeMap<>();
    edges.put("age->glasses", knobs.ageGlasses());
    edges.put("age->grey", knobs.ageGrey());
    edges.put("age->wrinkles", knobs.ageWrinkles());
    edges.put("presentation", knobs.presentation());
    edges.put("ambiguity", knobs.ambiguity());
    return edges;
  }
}
