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

/** Measures the text-conditional model, and writes the figures into its manifest. */
public final class MeasureText {
  private static final String MODEL = "world-txt-ldm";

  private MeasureText() {}

  /** Argument: pictures a figure; 300. */
  public static void main(String... arguments) {
    int each = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300;
    Artifacts artifacts = Artifacts.find();
    try (LatentDiffusion model = EmbeddedLdm.open(artifacts, MODEL);
        AttributeOracle faces = EmbeddedClassifiers.oracle(artifacts, "faces-oracle");
        Classifier flowers = EmbeddedClassifiers.open(artifacts, "flowers-oracle")) {
      List<Quality> figures =
          new TextQuality(model, faces, flowers, Coverage.shipped(), Sampler.plain()).measure(each);
      Path folder = artifacts.home().resolve("data-manifests");
      Manifest.read(folder.resolve(MODEL + ".json")).measured(figures).writeTo(folder);
      figures.forEach(f -> System.out.println(MODEL + ": " + f));
    }
  }
}
