package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Quality;
import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.Images;
import io.otherwise.model.KlFirstStage;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.training.ClipClassifier;
import io.otherwise.training.FaceClassifier;
import io.otherwise.training.FlowerClassifier;
import io.otherwise.training.L2Attack;
import io.otherwise.training.LinearClassifier;
import io.otherwise.training.RobustClassifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Measures the shipped classifiers and writes the figures into their manifests. */
public final class MeasureClassifiers {
  private static final int PICTURES = 2000;
  private static final int PAIRS = 500;
  private static final int CHUNK = 50;

  /** Steps of the attack that measures; training takes fewer. */
  private static final int ATTACK_STEPS = 10;

  private static final String AUTOENCODER = "faces-autoencoder";

  private MeasureClassifiers() {}

  /** Arguments: the project's folder, then names; without names, all that are trained. */
  public static void main(String... arguments) {
    java.io.PrintStream err = System.err;
    Path project = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    List<String> names =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    Artifacts artifacts = Artifacts.at(project);
    for (String name : names.isEmpty() ? trained(artifacts) : names) {
      List<Quality> figures = measure(artifacts, name, PICTURES, PAIRS);
      artifacts.manifest(name).measured(figures).writeTo(project.resolve("data-manifests"));
      figures.forEach(q -> err.println(line(name, q)));
    }
  }

  private static List<String> known() {
    return Stream.of(FaceClassifier.names(), RobustClassifier.names(), flowers())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> flowers() {
    return Stream.of(FlowerClassifier.names(), LinearClassifier.names(), ClipClassifier.names())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> trained(Artifacts artifacts) {
    return known().stream().filter(artifacts.names()::contains).toList();
  }

  private static String line(String name, Quality q) {
    return String.format(
        Locale.ROOT,
        "%s: %s: %.4f [%.4f, %.4f], n = %d",
        name,
        q.figure(),
        q.value(),
        q.low(),
        q.high(),
        q.n());
  }

  /** All figures of one shipped classifier or oracle. */
  public static List<Quality> measure(Artifacts artifacts, String name) {
    return measure(artifacts, name, PICTURES, PAIRS);
  }

  /**
   * The same on a chosen number of test scenes.
   *
   * @param pictures for shares of pictures
   * @param pairs for effects of an edit, and for attacks
   */
  static List<Quality> measure(Artifacts artifacts, String name, int pictures, int pairs) {
    if (!known().contains(name)) {
      throw new IllegalArgumentException(
          "a measured classifier is one of "
              + known()
              + ", but was "
              + name
              + "; choose one of these");
    }
    if (flowers().contains(name)) {
      return flowers(artifacts, name, pictures, pairs);
    }
    ClassifierQuality quality = ClassifierQuality.onTestScenes();
    if (RobustClassifier.names().contains(name)) {
      RobustClassifier what = RobustClassifier.of(name);
      List<Quality> figures =
          new ArrayList<>(decision(artifacts, quality, name, what.plain(), pictures, pairs));
      figures.addAll(attacked(artifacts, quality, what, pairs));
      return figures;
    }
    FaceClassifier what = FaceClassifier.of(name);
    return what.decides()
        ? decision(artifacts, quality, name, what, pictures, pairs)
        : oracle(artifacts, quality, name, pictures);
  }

  private static List<Quality> oracle(
      Artifacts artifacts, ClassifierQuality quality, String name, int faces) {
    try (AttributeOracle oracle = EmbeddedClassifiers.oracle(artifacts, name)) {
      List<Quality> figures = new ArrayList<>(quality.oracle(oracle, faces));
      if (artifacts.names().contains(AUTOENCODER)) {
        figures.addAll(decoded(artifacts, quality, oracle, faces));
      }
      return figures;
    }
  }

  private static List<Quality> decision(
      Artifacts artifacts,
      ClassifierQuality quality,
      String name,
      FaceClassifier what,
      int faces,
      int pairs) {
    Attribute told = what.attributes().get(0);
    List<Quality> figures = new ArrayList<>();
    try (Classifier classifier = EmbeddedClassifiers.open(artifacts, name)) {
      for (Knobs knobs : new LinkedHashSet<>(Arrays.asList(Knobs.clean(), what.knobs()))) {
        figures.addAll(quality.accuracy(classifier, told, knobs, faces));
      }
      figures.addAll(quality.effect(classifier, told, Attribute.GLASSES, pairs));
    }
    return figures;
  }

  /** The copy and what it is the copy of, each under an attack on itself. */
  private static List<Quality> attacked(
      Artifacts artifacts, ClassifierQuality quality, RobustClassifier what, int faces) {
    Attribute told = what.plain().attributes().get(0);
    L2Attack attack = what.attack().steps(ATTACK_STEPS);
    List<Quality> figures = new ArrayList<>();
    for (String name : List.of(what.name(), what.plain().name())) {
      try (Classifier classifier = EmbeddedClassifiers.open(artifacts, name)) {
        figures.add(quality.attacked(classifier, told, attack, faces));
      }
    }
    return figures;
  }

  private static List<Quality> flowers(Artifacts artifacts, String name, int pictures, int pairs) {
    FlowerQuality quality = FlowerQuality.onTestScenes();
    List<Quality> figures = new ArrayList<>();
    try (Classifier classifier = EmbeddedClassifiers.open(artifacts, name)) {
      figures.addAll(quality.accuracy(classifier, FlowerKnobs.clean(), "usual flowers", pictures));
      for (Variant variant : Variant.values()) {
        figures.addAll(quality.rare(classifier, variant, pictures));
      }
      figures.addAll(quality.ground(classifier, pairs));
    }
    return figures;
  }

  /** The oracle on what the autoencoder makes of faces: it judges decoded pictures. */
  private static List<Quality> decoded(
      Artifacts artifacts, ClassifierQuality quality, AttributeOracle oracle, int faces) {
    try (KlFirstStage autoencoder = EmbeddedLdm.klFirstStage(artifacts, AUTOENCODER, 1)) {
      return quality.oracle(oracle, faces, "decoded faces", images -> through(autoencoder, images));
    }
  }

  private static List<Image> through(KlFirstStage autoencoder, List<Image> images) {
    List<Image> decoded = new ArrayList<>();
    for (int from = 0; from < images.size(); from += CHUNK) {
      List<Image> some = images.subList(from, Math.min(images.size(), from + CHUNK));
      try (Scope scope = Scope.open()) {
        Tensor latent = autoencoder.mean(Images.tensor(some).times(2).minus(1));
        Tensor pixels = autoencoder.decode(latent).plus(1).over(2);
        decoded.addAll(Images.list(pixels, some.stream().map(Image::id).toList()));
      }
    }
    return decoded;
  }
}
