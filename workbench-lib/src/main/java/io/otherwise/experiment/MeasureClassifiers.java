package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.explain.Image;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.Images;
import io.otherwise.model.KlFirstStage;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.training.FaceClassifier;
import io.otherwise.world.Attribute;
import io.otherwise.world.Knobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Measures the shipped classifiers of faces and writes the figures into their manifests. */
public final class MeasureClassifiers {
  private static final int FACES = 2000;
  private static final int PAIRS = 500;
  private static final int CHUNK = 50;
  private static final String AUTOENCODER = "faces-autoencoder";

  private MeasureClassifiers() {}

  /** Arguments: the project's folder, then names; without names, all of them. */
  public static void main(String... arguments) {
    java.io.PrintStream err = System.err;
    Path project = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    List<String> names =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    for (String name : names.isEmpty() ? FaceClassifier.names() : names) {
      List<Quality> figures = measure(Artifacts.at(project), name);
      Manifest manifest = Artifacts.at(project).manifest(name).quality(figures);
      manifest.writeTo(project.resolve("data-manifests"));
      figures.forEach(q -> err.println(line(name, q)));
    }
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
    FaceClassifier what = FaceClassifier.of(name);
    ClassifierQuality quality = ClassifierQuality.onTestScenes();
    if (!what.decides()) {
      try (AttributeOracle oracle = EmbeddedClassifiers.oracle(artifacts, name)) {
        List<Quality> figures = new ArrayList<>(quality.oracle(oracle, FACES));
        if (artifacts.names().contains(AUTOENCODER)) {
          figures.addAll(decoded(artifacts, quality, oracle));
        }
        return figures;
      }
    }
    Attribute told = what.attributes().get(0);
    List<Quality> figures = new ArrayList<>();
    try (Classifier classifier = EmbeddedClassifiers.open(artifacts, name)) {
      for (Knobs knobs : new LinkedHashSet<>(Arrays.asList(Knobs.clean(), what.knobs()))) {
        figures.addAll(quality.accuracy(classifier, told, knobs, FACES));
      }
      figures.addAll(quality.effect(classifier, told, Attribute.GLASSES, PAIRS));
    }
    return figures;
  }

  /** The oracle on what the autoencoder makes of faces: it judges decoded pictures. */
  private static List<Quality> decoded(
      Artifacts artifacts, ClassifierQuality quality, AttributeOracle oracle) {
    KlAutoencoder architecture = EmbeddedLdm.kl(artifacts.manifest(AUTOENCODER));
    SafeTensors weights = artifacts.weights(AUTOENCODER);
    try (KlFirstStage autoencoder =
        new KlFirstStage(architecture, 1, p -> weights.floats(p.key()))) {
      return quality.oracle(oracle, FACES, "decoded faces", images -> through(autoencoder, images));
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
