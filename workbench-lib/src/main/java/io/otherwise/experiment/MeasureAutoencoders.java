package io.otherwise.experiment;

import io.otherwise.artifact.Artifacts;
import io.otherwise.artifact.Quality;
import io.otherwise.model.AttributeOracle;
import io.otherwise.model.EmbeddedClassifiers;
import io.otherwise.model.EmbeddedLdm;
import io.otherwise.model.FeatureNetwork;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.LayeredClassifier;
import io.otherwise.model.PooledLayer;
import io.otherwise.world.FaceWorld;
import io.otherwise.world.flower.FlowerWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the autoencoders of both families of pictures, and writes the figures into their
 * manifests.
 */
public final class MeasureAutoencoders {
  /** Models by which they are opened. */
  private static final List<String> MODELS = List.of("world-txt-ldm", "flowers-ldm");

  /** Where the judge of flowers is read: its last layer before the head. */
  private static final String LAYER = "features.23";

  private MeasureAutoencoders() {}

  /** Argument: pictures a family, 2000. */
  public static void main(String... arguments) {
    int n = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
    Artifacts artifacts = Artifacts.find();
    Path folder = artifacts.home().resolve("data-manifests");
    try (AttributeOracle faces = EmbeddedClassifiers.oracle(artifacts, "faces-oracle");
        LayeredClassifier flowers = EmbeddedClassifiers.open(artifacts, "flowers-oracle")) {
      for (String name : MODELS) {
        String autoencoder = artifacts.manifest(name).config("firstStage", String.class);
        try (LatentDiffusion model = EmbeddedLdm.open(artifacts, name)) {
          List<Quality> figures = figures(model, faces, new PooledLayer(flowers, LAYER), n);
          artifacts.manifest(autoencoder).measured(figures).writeTo(folder);
          figures.forEach(f -> System.out.println(autoencoder + ": " + f));
        }
      }
    }
  }

  private static List<Quality> figures(
      LatentDiffusion model, FeatureNetwork faces, FeatureNetwork flowers, int n) {
    List<Quality> figures = new ArrayList<>();
    figures.addAll(
        new AutoencoderQuality(model.autoencoder(), faces).of("faces", FaceWorld.v1(), n));
    figures.addAll(
        new AutoencoderQuality(model.autoencoder(), flowers).of("flowers", FlowerWorld.v1(), n));
    return figures;
  }
}
