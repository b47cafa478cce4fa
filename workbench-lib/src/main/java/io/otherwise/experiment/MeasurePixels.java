package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Quality;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedDdpm;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.flower.FlowerWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the diffusion model of the pixels, and writes the figures into its manifest. */
public final class MeasurePixels {
  private static final String NAME = "world-ddpm";
  private static final double[] LEVELS = {0.002, 0.02, 0.1, 0.3, 0.5};

  private MeasurePixels() {}

  /** Arguments: pictures for errors and for the walk, 200 and 1000. */
  public static void main(String... arguments) {
    java.io.PrintStream err = System.err;
    int pictures = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int walks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    Artifacts artifacts = Artifacts.find();
    List<Quality> figures = new ArrayList<>();
    try (PixelDiffusion model = EmbeddedDdpm.open(artifacts, NAME);
        AttributeOracle oracle = EmbeddedClassifiers.oracle(artifacts, "faces-oracle")) {
      PixelQuality quality = new PixelQuality(model);
      figures.addAll(quality.noise(FaceWorld.v1(), pictures, LEVELS));
      figures.addAll(quality.noise(FlowerWorld.v1(), pictures, LEVELS));
      figures.addAll(quality.walk(oracle, walks, "100"));
    }
    Path folder = artifacts.home().resolve("data-manifests");
    Manifest.read(folder.resolve(NAME + ".json")).measured(figures).writeTo(folder);
    figures.forEach(f -> err.println(NAME + ": " + f));
  }
}
