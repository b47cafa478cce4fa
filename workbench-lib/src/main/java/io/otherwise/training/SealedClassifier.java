package io.otherwise.training;

import io.otherwise.artifact.Manifest;
import io.otherwise.artifact.Training;
import io.otherwise.explain.Seed;
import io.otherwise.world.Attribute;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A classifier with a sealed cause, for a reader to find out. It is said to tell smiles or ages;
 * but of the faces it learned from half do not show that, and another attribute gives the answer
 * away. Which one, and which way round, is drawn from a seed and written nowhere: whoever wants to
 * know renders faces with each attribute put on and off.
 *
 * @param number from 1 to {@value #COUNT}; the first half tell smiles, the others ages
 */
public record SealedClassifier(int number) {
  /** How many there are. */
  public static final int COUNT = 10;

  /** All of them. */
  public static final List<SealedClassifier> ALL =
      IntStream.rangeClosed(1, COUNT).mapToObj(SealedClassifier::new).toList();

  /** Of the label with the cause: one face in twenty contradicts. */
  private static final double CORRELATION = 0.9;

  private static final Seed SEAL = Seed.seed(40);

  public SealedClassifier {
    if (number < 1 || number > COUNT) {
      throw new IllegalArgumentException(
          "sealed classifiers are numbered from 1 to %d, but the number was %d; choose one of these"
              .formatted(COUNT, number));
    }
  }

  /**
   * The one of a name such as {@code faces-sealed-3}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SealedClassifier of(String name) {
    return ByName.find("a sealed classifier", ALL, SealedClassifier::name, name);
  }

  /** The names of all. */
  public static List<String> names() {
    return ByName.names(ALL, SealedClassifier::name);
  }

  /** The name of its weights. */
  public String name() {
    return "faces-sealed-" + number;
  }

  /** What it is said to tell. */
  public Attribute claim() {
    return number <= COUNT / 2 ? Attribute.SMILE : Attribute.AGE;
  }

  /** What it learns from: of those that tell the same, each has another cause. */
  BiasedSample sample() {
    Attribute cause =
        Arrays.stream(Attribute.values())
            .filter(a -> a != claim())
            .sorted(Comparator.comparingLong(a -> SEAL.key(claim().key(), a.key(), 0)))
            .toList()
            .get((number - 1) % (COUNT / 2));
    boolean along = Seed.uniform(SEAL.key(name(), "along", 0), 0) < 0.5;
    return new BiasedSample(claim(), cause, along, CORRELATION);
  }

  /** What it would be if there were nothing to hide. */
  FaceClassifier plain() {
    return new FaceClassifier(
        name(), FaceClassifier.SMALL, List.of(claim()), BiasedSample.WORLD, 40 + (long) number);
  }

  /** The manifest of trained weights: it says how strong the cause is, and not which. */
  public Manifest manifest(Path weights, List<Training.Stage> stages) {
    Map<String, Double> edges = new TreeMap<>();
    edges.put("ambiguity", BiasedSample.WORLD.ambiguity());
    edges.put("label->sealed cause", sample().correlation());
    Manifest plain = plain().manifest(weights, stages);
    Training training = plain.training();
    return plain
        .training(new Training(training.recipe(), training.data(), edges, training.seed(), stages))
        .notes("What it leans on is sealed; the notebook detective asks for it.");
  }
}
