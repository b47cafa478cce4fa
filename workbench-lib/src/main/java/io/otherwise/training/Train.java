package io.otherwise.training;

import io.otherwise.tensor.Torch;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code environment/train NAME}: makes one of the shipped weight files again. */
public final class Train {
  private final GeneratorTraining generators;
  private final DecoderTraining decoders;
  private final LoraTraining adapted;
  private final ClassifierTraining classifiers;

  private Train(WeightFolder folder) {
    this.generators = new GeneratorTraining(folder);
    this.decoders = new DecoderTraining(folder, generators);
    this.adapted = new LoraTraining(folder, generators);
    this.classifiers = new ClassifierTraining(folder);
  }

  /** Arguments: names of weights, separated by commas; optionally how many threads. */
  public static void main(String... arguments) throws IOException {
    PrintStream err = System.err;
    Torch.threads(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1);
    Path manifests = Path.of("data-manifests").toAbsolutePath();
    Train train = new Train(new WeightFolder(manifests, err::println));
    for (String name : arguments[0].split(",", -1)) {
      train.run(name);
    }
  }

  private void run(String name) throws IOException {
    switch (name) {
      case GeneratorManifests.AUTOENCODER -> generators.autoencoder(name);
      case GeneratorManifests.DECODER -> decoders.faces();
      case GeneratorManifests.WORLD_DECODER -> decoders.world();
      case GeneratorManifests.VQ_DECODER -> decoders.codebook();
      case GeneratorManifests.DENOISER -> generators.denoiser(name);
      case GeneratorManifests.PIXELS -> generators.pixels(name);
      case GeneratorManifests.WORLD_AUTOENCODER -> generators.worldAutoencoder(name);
      case GeneratorManifests.WORLD_VQ -> generators.worldVq(name);
      case GeneratorManifests.TEXT -> generators.text(name);
      case GeneratorManifests.LORA -> adapted.textOnFaces(name);
      case GeneratorManifests.LEANING -> adapted.leaning(name);
      case GeneratorManifests.FLOWERS -> generators.flowers(name);
      default -> {
        if (FaceClassifier.names().contains(name)) {
          classifiers.classifier(name);
        } else if (SealedClassifier.names().contains(name)) {
          classifiers.sealed(name);
        } else if (FaceFeatures.names().contains(name)) {
          classifiers.features(name);
        } else if (FlowerClassifier.names().contains(name)) {
          classifiers.species(name);
        } else if (LinearClassifier.names().contains(name)) {
          classifiers.linear(name);
        } else if (ClipClassifier.names().contains(name)) {
          classifiers.clip(name);
        } else if (RobustClassifier.names().contains(name)) {
          classifiers.robust(name);
        } else {
          throw unknown(name);
        }
      }
    }
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        ("a recipe is one of faces-autoencoder, faces-decoder, faces-ldm, faces-ldm-90, world-ddpm,"
                + " world-autoencoder, world-decoder, world-vq, world-vq-decoder, world-txt-ldm, world-txt-lora, flowers-ldm, %s, %s, %s, %s, %s, %s or %s, but was"
                + " %s; choose one of these")
            .formatted(
                FaceClassifier.names(),
                SealedClassifier.names(),
                RobustClassifier.names(),
                FlowerClassifier.names(),
                LinearClassifier.names(),
                ClipClassifier.names(),
                FaceFeatures.names(),
                name));
  }
}
