package io.otherwise.bench;

import io.otherwise.Workbench;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.world.Split;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How far LDCE's answers on another processor are from those here. Another processor is emulated by
 * a process whose engine may use fewer instruction sets; sums then run in another order.
 */
final class TableGrade {
  private static final int QUERIES = 20;

  /** What keeps the engine's three libraries to instructions of 2008. */
  private static final Map<String, String> CAPPED =
      Map.of(
          "ATEN_CPU_CAPABILITY", "default",
          "ONEDNN_MAX_CPU_ISA", "SSE41",
          "MKL_ENABLE_INSTRUCTIONS", "SSE4_2");

  private record Answer(boolean flipped, float target, float[] pixels) {}

  private TableGrade() {}

  /** Explains the same queries in two processes and compares. */
  static void report(Figures figures) throws IOException, InterruptedException {
    List<Answer> here = explained(Map.of());
    List<Answer> there = explained(CAPPED);
    List<Double> differences = new ArrayList<>();
    int flips = 0;
    double targets = 0;
    for (int i = 0; i < here.size(); i++) {
      flips += here.get(i).flipped() == there.get(i).flipped() ? 0 : 1;
      targets = Math.max(targets, Math.abs(here.get(i).target() - there.get(i).target()));
      float[] b = there.get(i).pixels();
      for (int k = 0; k < b.length; k++) {
        differences.add((double) Math.abs(here.get(i).pixels()[k] - b[k]));
      }
    }
    double[] sorted = differences.stream().mapToDouble(d -> d).sorted().toArray();
    figures.report("counterfactuals", QUERIES, "");
    figures.report("flips that differ", flips, "");
    figures.report("pixel difference, 99th percentile", 255 * percentile(sorted, 0.99), "/ 255");
    figures.report("pixel difference, largest", 255 * sorted[sorted.length - 1], "/ 255");
    figures.report("p(target) difference, largest", targets, "");
  }

  private static double percentile(double[] sorted, double share) {
    return sorted[(int) (share * sorted.length)];
  }

  private static List<Answer> explained(Map<String, String> environment)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("answers", ".bin");
    try {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      ProcessBuilder child =
          new ProcessBuilder(
              java,
              "-cp",
              System.getProperty("java.class.path"),
              TableGrade.class.getName(),
              file.toString());
      child.environment().putAll(environment);
      int code = child.inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "a process of its own explains the queries, but it ended with "
                + code
                + "; its own words stand above");
      }
      return read(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Run by the child: explains the queries and writes the answers to a file. */
  public static void main(String... arguments) throws IOException {
    try (Workbench lab = Workbench.open();
        DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[0]))))) {
      Queries queries = lab.world("faces").queries("old", Split.TEST, QUERIES);
      Counterfactuals answers =
          Ldce.world()
              .on(lab.classifier("faces-age"), lab.latentDiffusion("faces-ldm"))
              .explain(queries, Seed.seed(0));
      for (Counterfactual answer : answers) {
        float[] pixels = answer.edited().values();
        out.writeBoolean(answer.flipped());
        out.writeFloat((float) answer.targetAfter());
        out.writeInt(pixels.length);
        for (float pixel : pixels) {
          out.writeFloat(pixel);
        }
      }
    }
  }

  private static List<Answer> read(Path file) throws IOException {
    Answer[] answers = new Answer[QUERIES];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int i = 0; i < QUERIES; i++) {
        boolean flipped = in.readBoolean();
        float target = in.readFloat();
        float[] pixels = new float[in.readInt()];
        for (int k = 0; k < pixels.length; k++) {
          pixels[k] = in.readFloat();
        }
        answers[i] = new Answer(flipped, target, pixels);
      }
    }
    return Arrays.asList(answers);
  }
}
