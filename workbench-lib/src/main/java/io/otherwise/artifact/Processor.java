package io.otherwise.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The processor by name and widest vectors: another one adds floats in another order. */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final List<String> VECTORS = List.of("avx512f", "avx2", "avx", "asimd");
  private static final String UNKNOWN = "unknown";

  private Processor() {}

  /** Such as {@code AMD EPYC 9R14 with avx512f}; {@code unknown} where the system does not tell. */
  static String name() {
    return name(LINUX);
  }

  static String name(Path list) {
    try {
      List<String> lines = Files.readAllLines(list);
      String model = value(lines, "model name", UNKNOWN);
      List<String> can =
          Arrays.asList(value(lines, "flags", value(lines, "Features", "")).split(" "));
      return VECTORS.stream()
          .filter(can::contains)
          .findFirst()
          .map(v -> model + " with " + v)
          .orElse(model);
    } catch (IOException | UncheckedIOException e) {
      return UNKNOWN;
    }
  }

  private static String value(List<String> lines, String key, String otherwise) {
    Stream<String> found = lines.stream().filter(line -> line.startsWith(key));
    return found
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
