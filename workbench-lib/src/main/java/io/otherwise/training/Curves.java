package io.otherwise.training;

import io.otherwise.artifact.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The training curves beside the manifests: one file a stage.
 *
 * @param manifests the project's folder data-manifests
 */
record Curves(Path manifests) {
  /** Where the curve of a stage counted from 1 lies. */
  Path file(String name, int stage) {
    return manifests.resolve("curves").resolve(name + "-" + stage + ".csv");
  }

  /** How many stages a network has behind it. */
  int stages(String name) {
    int count = 0;
    while (Files.exists(file(name, count + 1))) {
      count++;
    }
    return count;
  }

  /** The stages as their curves tell them: the last line is the end. */
  List<Training.Stage> told(String name) {
    List<Training.Stage> stages = new ArrayList<>();
    for (int number = 1; number <= stages(name); number++) {
      String[] last = lastLine(file(name, number)).split(",", -1);
      double minutes = Math.round(Double.parseDouble(last[3]) / 6) / 10.0;
      stages.add(
          new Training.Stage(
              "stage " + number,
              Long.parseLong(last[0]),
              minutes,
              "",
              Double.parseDouble(last[1])));
    }
    return stages;
  }

  private static String lastLine(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.reduce((a, b) -> b).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
