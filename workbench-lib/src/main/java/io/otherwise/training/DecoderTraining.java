package io.otherwise.training;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Script;
import io.otherwise.world.Scene;
import java.io.IOException;
import java.util.function.Function;

/**
 * The decoder of an autoencoder goes on learning in the autoencoder's file: one more of its stages,
 * after which every latent means what it meant.
 */
final class DecoderTraining {
  private static final int SEED = 1;

  private final WeightFolder folder;
  private final GeneratorTraining generators;

  DecoderTraining(WeightFolder folder, GeneratorTraining generators) {
    this.folder = folder;
    this.generators = generators;
  }

  /** That of the faces, whose features are those of the network that stands in for LPIPS. */
  void faces() throws IOException {
    String name = GeneratorManifests.AUTOENCODER;
    FaceFeatures network = FaceFeatures.PERCEPTUAL;
    SafeTensors features = SafeTensors.read(folder.project().file(network.title()));
    SafeTensors before = SafeTensors.read(folder.file(name));
    Function<Script.Parameter, float[]> start =
        folder.start(name, DecoderRecipe.featuresFrom(features::floats));
    ScenePool<Scene> faces = generators.pool(Integer.getInteger("pool", 20_000));
    Stage.Result decoder =
        recipe(network)
            .run(
                AutoencoderRecipe.SMALL,
                faces,
                generators.encoded(faces, name),
                start,
                folder.report(name).beside(before));
    folder.save(name, decoder.beside(before));
    folder.manifests().describeDecoder();
  }

  private DecoderRecipe recipe(FaceFeatures network) {
    return new DecoderRecipe(
        folder.seed(SEED),
        Integer.getInteger("batch", 16),
        Reconstruction.SHIPPED,
        (Vgg) network.architecture(),
        network.readout().layers(),
        Integer.getInteger("milliFeatures", 500) * 1e-3,
        GeneratorTraining.firstStage(4000, 500));
  }
}
