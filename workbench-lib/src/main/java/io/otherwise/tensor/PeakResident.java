package io.otherwise.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The most memory this process held resident since a mark was set, Java and native together; the
 * engine keeps no count of its own on a CPU. Linux tells; elsewhere the answer is 0.
 */
public final class PeakResident {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private PeakResident() {}

  /** Forgets the peak so far; where the system does not allow it, the peak of the process stays. */
  public static void mark() {
    try {
      Files.writeString(CLEAR, "5");
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux, or not permitted: the figure is then an upper bound.
    }
  }

  /** The peak since the mark in bytes, or 0 where it is not known. */
  public static long bytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
