package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.network.ResNet;
import io.otherwise.network.SimSiam;
import io.otherwise.tensor.Script;
import io.otherwise.world.flower.FlowerKnobs;
import io.otherwise.world.flower.Species;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A shipped classifier of flowers whose encoder learnt without labels, from faces alone, and never
 * saw a flower: only a linear layer did. The role of LDCE's frozen DINO on Oxford Flowers.
 *
 * @param name of its weights
 * @param encoder whose encoder it has
 * @param flowers how many the linear layer learns from
 */
public record LinearClassifier(String name, FaceFeatures encoder, int flowers, long seed) {
  /** A step multiplies 64 rows by a small matrix: all of them take seconds. */
  public static final int STEPS = 3000;

  private static final int BATCH = 64;

  private static final String ENCODER = "encoder.";

  public static final List<LinearClassifier> ALL =
      List.of(new LinearClassifier("flowers-linear", FaceFeatures.SIMSIAM, 8_000, 35));

  /**
   * The classifier of a name such as {@code flowers-linear}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LinearClassifier of(String name) {
    return ByName.find("a linear classifier", ALL, LinearClassifier::name, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(ALL, LinearClassifier::name);
  }

  /** The encoder with a linear layer over all species. */
  public ResNet architecture() {
    ResNet trunk = ((SimSiam) encoder.architecture()).encoder();
    return new ResNet(
        trunk.bottleneck(), trunk.blocks(), trunk.width(), Species.values().length, trunk.stem());
  }

  private FlowerClassifier plain() {
    return new FlowerClassifier(
        name,
        architecture(),
        FlowerKnobs.clean(),
        flowers,
        1e-2,
        seed,
        "The encoder is that of "
            + encoder.title()
            + ", frozen: it learnt from faces and without labels. Only the linear layer learnt from"
            + " flowers, and it never saw a rare form.");
  }

  /** The recipe for a number of steps. */
  public LinearProbeRecipe recipe(int steps) {
    return new LinearProbeRecipe(architecture(), seed, BATCH, plain().recipe(steps).stage());
  }

  /**
   * The weights that training begins with: the encoder's, and a fresh linear layer.
   *
   * @param folder where weight files lie
   * @throws IllegalStateException if the encoder's are not there
   */
  public Function<Script.Parameter, float[]> start(Path folder) {
    Path file = folder.resolve(encoder.title() + ".safetensors");
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "%s stands on %s, but it is not there; restore it with git checkout, or train it with environment/train %s"
              .formatted(name, file, encoder.title()));
    }
    SafeTensors weights = SafeTensors.read(file);
    Function<Script.Parameter, float[]> fresh = Initial.weights(seed);
    return p -> p.key().startsWith("fc.") ? fresh.apply(p) : weights.floats(ENCODER + p.key());
  }

  /** The manifest of trained weights, without measured figures. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    Manifest manifest = plain().manifest(weights, List.of());
    Training training = manifest.training();
    return manifest.training(
        new Training("LinearProbeRecipe", training.data(), training.correlation(), seed, stages));
  }
}
