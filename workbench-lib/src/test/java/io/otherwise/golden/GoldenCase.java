package io.otherwise.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Finds out what a golden file is about, by what it says of itself, and checks it. */
final class GoldenCase {
  /** Largest relative errors of the last run, one line a file. */
  private static final Path PARITY = Path.of("target", "golden-parity.txt");

  private GoldenCase() {}

  static void check(Path path) throws IOException {
    GoldenFile file = GoldenFile.read(path);
    try {
      double worst = dispatch(file);
      record(String.format(Locale.ROOT, "%s: %.2g relative%n", file.name(), worst));
    } catch (NotUnderstood | AssertionError e) {
      throw new AssertionError(file.name() + ": " + e.getMessage(), e);
    }
  }

  private static double dispatch(GoldenFile file) {
    return switch (file.text("format")) {
      case "architecture-golden/1" -> ArchitectureGolden.check(file);
      case "architecture-golden/1 (primitives)" -> PrimitivesGolden.check(file);
      case "golden-algorithms-1" -> algorithm(file);
      case "golden-metrics-1" -> metric(file);
      default ->
          throw new NotUnderstood(
              "golden files are of format golden-algorithms-1, golden-metrics-1 or"
                  + " architecture-golden/1, but this one's is "
                  + (file.text("format").isEmpty() ? "not named" : file.text("format"))
                  + "; teach GoldenCase that format");
    };
  }

  private static double algorithm(GoldenFile file) {
    String method = file.text("method");
    if (method.equals("schedules")) {
      return ScheduleGolden.check(file);
    } else if (method.equals("networks")) {
      return NetworkGolden.check(file);
    } else if (method.equals("ldce") && ConsensusGolden.understands(file)) {
      return ConsensusGolden.check(file);
    } else if (method.equals("ldce") && file.json().has("config")) {
      return LdceGolden.check(file);
    } else if (method.equals("cola")) {
      return ColaGolden.check(file);
    } else if (method.equals("svce")) {
      return SvceGolden.check(file);
    } else if (method.equals("dvce")) {
      return DvceGolden.check(file);
    } else if (method.equals("ace")) {
      return AceGolden.check(file);
    } else if (method.equals("fastdime") || method.equals("maskdime")) {
      return AttemptsGolden.check(file);
    } else if (method.equals("dime")) {
      return DimeGolden.check(file);
    } else if (method.equals("eced")) {
      return EcedGolden.check(file);
    }
    throw new NotUnderstood(
        "algorithms checked so far are ldce, cola, dime, fastdime, maskdime, ace, dvce, svce, eced,"
            + " schedules and networks, but the method is "
            + method
            + "; write that method and name it in GoldenCase");
  }

  private static double metric(GoldenFile file) {
    String metric = file.text("metric");
    return switch (metric) {
      case "fid", "fid_plus", "kid", "precision_recall" -> SetMetricGolden.check(file);
      case "flip_ratio_bkl", "lp", "cosine", "cout" -> PairMetricGolden.check(file);
      case "average_rank", "cola_validity", "diversity", "intervals" ->
          StatisticsGolden.check(file);
      case "attributes" -> AttributeGolden.check(file);
      case "region_importance" -> RegionGolden.check(file);
      default ->
          throw new NotUnderstood(
              "the metric " + metric + " is checked nowhere; write it and name it in GoldenCase");
    };
  }

  private static void record(String line) throws IOException {
    Files.createDirectories(PARITY.getParent());
    Files.writeString(PARITY, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
