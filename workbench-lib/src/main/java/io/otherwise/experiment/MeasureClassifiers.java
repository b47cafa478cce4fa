package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
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
        return quality.oracle(oracle, FACES);
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
}
