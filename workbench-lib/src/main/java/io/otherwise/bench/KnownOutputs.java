package io.otherwise.bench;

import io.otherwise.artifact.Json;
import io.otherwise.explain.Image;
import io.otherwise.explain.Scores;
import io.otherwise.image.Kernel;
import io.otherwise.image.Resize;
import io.otherwise.model.Classifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What others printed of published networks, from {@code environment/known-outputs.json}. */
record KnownOutputs(List<KnownOutput> outputs) {
  KnownOutputs {
    outputs = List.copyOf(outputs);
  }

  /**
   * One printed answer.
   *
   * @param picture a picture by its manifest's name
   * @param shorterSide what its shorter side is resized to, as PIL does it
   * @param probabilities by the place of a class among the outputs
   * @param tolerance largest difference that counts as the same
   * @param source who printed it
   */
  record KnownOutput(
      String network,
      String picture,
      int shorterSide,
      Map<String, Double> probabilities,
      double tolerance,
      String source) {
    KnownOutput {
      probabilities = new TreeMap<>(probabilities);
    }

    /** Compares a network on the picture. */
    Compared compare(Classifier classifier, Path file) {
      Image picture = shorter(Image.read(file));
      Scores scores = classifier.score(picture);
      Map<String, Double> here = new TreeMap<>();
      double worst = 0;
      for (Map.Entry<String, Double> printed : probabilities.entrySet()) {
        String name = classifier.classes().get(Integer.parseInt(printed.getKey()));
        double found = scores.of(name);
        here.put(printed.getKey(), found);
        worst = Math.max(worst, Math.abs(found - printed.getValue()));
      }
      return new Compared(picture(), here, worst, worst <= tolerance, source);
    }

    private Image shorter(Image image) {
      int least = Math.min(image.height(), image.width());
      int height = (int) ((long) shorterSide * image.height() / least);
      int width = (int) ((long) shorterSide * image.width() / least);
      return Resize.eightBit(image, height, width, Kernel.BILINEAR);
    }
  }

  /** What came out here beside what was printed. */
  record Compared(
      String picture,
      Map<String, Double> probabilities,
      double largestDifference,
      boolean agrees,
      String source) {}

  static KnownOutputs read(Path file) {
    try {
      return Json.read(Files.readAllBytes(file), KnownOutputs.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "known outputs are read from %s, but that failed (%s); git checkout -- it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  List<KnownOutput> of(String network) {
    List<KnownOutput> some = new ArrayList<>(outputs);
    some.removeIf(known -> !known.network().equals(network));
    return some;
  }
}
