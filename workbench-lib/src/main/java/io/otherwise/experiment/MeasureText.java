package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.Classifier;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.Sampler;
import io.otherwise.training.Coverage;
import java.nio.file.Path;
import java.util.List;

/** Measures text-conditional models, and writes the figures into their manifests. */
public final class MeasureText {
  private static final String USUAL = "world-txt-ldm";

  private MeasureText() {}

  /**
   * Arguments: pictures a figure, 300; then names of models, {@value #USUAL}. All are asked for the
   * same, so that an adapted model also tells what it forgot.
   */
  public static void main(String... arguments) {
    int each = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    List<String> names =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    Artifacts artifacts = Artifacts.find();
    for (String name : names.isEmpty() ? List.of(USUAL) : names) {
      measure(artifacts, name, each);
    }
  }

  private static void measure(Artifacts artifacts, String name, int each) {
    try (LatentDiffusion model = EmbeddedLdm.open(artifacts, name);
        AttributeOracle faces = EmbeddedClassifiers.oracle(artifacts, "faces-oracle");
        Classifier flowers = EmbeddedClassifiers.open(artifacts, "flowers-oracle")) {
      for (Sampler sampler : List.of(Sampler.plain(), Sampler.guided())) {
        List<Quality> figures =
            new TextQuality(model, faces, flowers, Coverage.shipped(), sampler).measure(each);
        Path folder = artifacts.home().resolve("data-manifests");
        Manifest.read(folder.resolve(name + ".json")).measured(figures).writeTo(folder);
        figures.forEach(f -> System.out.println(name + ": " + f));
      }
    }
  }
}
