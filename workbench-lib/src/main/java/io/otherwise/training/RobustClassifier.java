package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.SafeTensors;
import io.otherwise.artifact.Training;
import io.otherwise.tensor.Script;
import io.otherwise.world.Scene;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A shipped copy of a classifier of faces that was trained adversarially: it tells the same and
 * learns from the same world. It continues from the weights of the plain one.
 *
 * <p>The attack is that of the robust ResNet-50 of DVCE, L2 with radius 3 at 224 pixels, scaled to
 * 64. With DenseNet's 48 million operations a face, three attack steps of two forward passes and an
 * optimiser step of three, a step of 64 faces costs 28 billion operations, 22 trillion in all.
 *
 * @param plain what it is the copy of
 * @param seed of the batches
 */
public record RobustClassifier(FaceClassifier plain, long seed, L2Attack attack) {
  /** Steps that leave a training of a quarter of an hour. */
  public static final int STEPS = 800;

  private static final L2Attack ATTACK = L2Attack.of(L2Attack.scaled(3, 224, Scene.SIDE), 3);

  /** The copies of both decisions that experiments explain. */
  public static final List<RobustClassifier> ALL =
      List.of(
          new RobustClassifier(FaceClassifier.of("faces-age"), 15, ATTACK),
          new RobustClassifier(FaceClassifier.of("faces-smile"), 16, ATTACK));

  public RobustClassifier {
    if (!plain.decides()) {
      throw new IllegalArgumentException(
          "a robust copy is one of a two-sided decision, but "
              + plain.name()
              + " tells "
              + plain.labels()
              + "; copy a classifier of one attribute");
    }
  }

  /**
   * The copy of a name such as {@code faces-age-robust}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RobustClassifier of(String name) {
    return ByName.find("an adversarially trained classifier", ALL, RobustClassifier::name, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(ALL, RobustClassifier::name);
  }

  /** The name of its weights. */
  public String name() {
    return plain.name() + "-robust";
  }

  private FaceClassifier copy() {
    return new FaceClassifier(
        name(), plain.architecture(), plain.attributes(), plain.knobs(), seed);
  }

  /** The recipe for a number of steps. */
  public RobustRecipe recipe(int steps) {
    return new RobustRecipe(copy().recipe(steps), attack);
  }

  /**
   * The weights that training continues from: those of the plain one.
   *
   * @param folder where weight files lie
   * @throws IllegalStateException if they are not there
   */
  public Function<Script.Parameter, float[]> start(Path folder) {
    Path file = folder.resolve(plain.name() + ".safetensors");
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          name()
              + " continues from "
              + file
              + ", but it is not there; restore it with git checkout, or train it with"
              + " environment/train "
              + plain.name());
    }
    SafeTensors weights = SafeTensors.read(file);
    return p -> weights.floats(p.key());
  }

  /** The manifest of trained weights, without measured figures. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    Manifest manifest = copy().manifest(weights, stages);
    Training training = manifest.training();
    return manifest
        .training(
            new Training(
                "RobustRecipe", training.data(), training.correlation(), seed, training.stages()))
        .notes(
            String.format(
                Locale.ROOT,
                "Continued from %s, and every face of a step was attacked first: L2, radius %.3f"
                    + " for values in [0, 1], %d steps of %.3f.",
                plain.name(),
                attack.radius(),
                attack.steps(),
                attack.rate()));
  }
}
