package io.otherwise.training;

import io.otherwise.artifact.SafeTensors;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.Script;
import java.io.IOException;
import java.util.function.Function;

/**
 * The decoder of an autoencoder goes on learning in the autoencoder's file: one more of its stages,
 * after which every latent means what it meant. Its features are those of the network that stands
 * in for LPIPS.
 */
final class DecoderTraining {
  private static final FaceFeatures FEATURES = FaceFeatures.PERCEPTUAL;

  private final WeightFolder folder;
  private final GeneratorTraining generators;

  DecoderTraining(WeightFolder folder, GeneratorTraining generators) {
    this.folder = folder;
    this.generators = generators;
  }

  void faces() throws IOException {
    SafeTensors features = features();
    String name = GeneratorManifests.AUTOENCODER;
    Pictures faces = generators.pool(Integer.getInteger("pool", 20_000));
    EncodedPictures latents = generators.encoded(faces, name);
    train(name, 1, AutoencoderRecipe.SMALL::decode, faces, latents, features);
  }

  void world() throws IOException {
    SafeTensors features = features();
    String name = GeneratorManifests.WORLD_AUTOENCODER;
    Pictures both = generators.both(7000, 11_000);
    EncodedPictures latents = generators.encoded(both, name);
    train(name, 11, AutoencoderRecipe.SMALL::decode, both, latents, features);
  }

  /** The one with a codebook: a latent moves to its codes before it is decoded. */
  void codebook() throws IOException {
    SafeTensors features = features();
    // The model that decodes with it draws flowers alone.
    Pictures both = generators.both(3000, 15_000);
    EncodedPictures latents = generators.codes(both);
    train(
        GeneratorManifests.WORLD_VQ,
        12,
        (net, z) -> VqRecipe.WORLD.decode(net, VqRecipe.WORLD.quantise(net, z).latent()),
        both,
        latents,
        features);
  }

  private SafeTensors features() {
    return SafeTensors.read(folder.project().file(FEATURES.title()));
  }

  private void train(
      String name,
      int seed,
      DecoderRecipe.Decoding decoding,
      Pictures pictures,
      EncodedPictures latents,
      SafeTensors features)
      throws IOException {
    SafeTensors before = SafeTensors.read(folder.file(name));
    Function<Script.Parameter, float[]> start =
        folder.start(name, DecoderRecipe.featuresFrom(features::floats));
    Stage.Result decoder =
        recipe(seed).run(decoding, pictures, latents, start, folder.report(name).beside(before));
    folder.save(name, decoder.beside(before));
    folder.manifests().describeDecoder(name);
  }

  private DecoderRecipe recipe(int seed) {
    return new DecoderRecipe(
        folder.seed(seed),
        Integer.getInteger("batch", 16),
        Reconstruction.SHIPPED,
        (Vgg) FEATURES.architecture(),
        FEATURES.readout().layers(),
        Integer.getInteger("milliFeatures", 500) * 1e-3,
        GeneratorTraining.firstStage(4000, 500));
  }
}
