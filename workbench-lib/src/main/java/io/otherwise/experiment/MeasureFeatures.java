package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.model.EmbeddedFeatures;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.training.FaceFeatures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures the shipped feature networks of faces and writes the figures into their manifests. */
public final class MeasureFeatures {
  private static final int FACES = 2000;
  private static final int PEOPLE = 1000;

  /** Each has some ten thousand features. */
  private static final int EDITS = 500;

  private MeasureFeatures() {}

  /** Arguments: the project's folder, then names; without names, all that are trained. */
  public static void main(String... arguments) {
    java.io.PrintStream err = System.err;
    Path project = Path.of(arguments.length > 0 ? arguments[0] : "").toAbsolutePath();
    List<String> names =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    Artifacts artifacts = Artifacts.at(project);
    List<String> trained =
        FaceFeatures.names().stream().filter(artifacts.names()::contains).toList();
    for (String name : names.isEmpty() ? trained : names) {
      Manifest manifest = measured(artifacts, name, FACES, PEOPLE, EDITS);
      manifest.writeTo(project.resolve("data-manifests"));
      manifest.quality().forEach(q -> err.println(line(name, q)));
    }
  }

  private static String line(String name, Quality q) {
    String interval =
        q.low() == null ? "" : String.format(Locale.ROOT, " [%.4f, %.4f]", q.low(), q.high());
    return String.format(
        Locale.ROOT, "%s: %s: %.4f%s, n = %d", name, q.figure(), q.value(), interval, q.n());
  }

  /**
   * The manifest of one shipped feature network with its figures.
   *
   * @param faces for shares of faces
   * @param people for pairs of photos, in each half
   * @param edits of each continuous attribute, for distances
   */
  static Manifest measured(Artifacts artifacts, String name, int faces, int people, int edits) {
    FeatureQuality quality = FeatureQuality.onTestScenes();
    List<Quality> figures = new ArrayList<>();
    try (NetworkFeatures network = EmbeddedFeatures.open(artifacts, name)) {
      switch (FaceFeatures.of(name)) {
        case INCEPTION -> figures.addAll(quality.attributes(network, faces));
        case PERCEPTUAL -> {
          figures.addAll(quality.attributes(network, faces));
          figures.addAll(quality.distance(network, edits));
        }
        case IDENTITY -> figures.addAll(quality.verification(network, people));
        case SIMSIAM -> figures.addAll(quality.neighbours(network, faces));
      }
    }
    return artifacts.manifest(name).quality(figures);
  }
}
