package io.otherwise.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.otherwise.tensor.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A sweep in a process of its own that gets SIGKILL: no handler runs, no buffer is flushed.
 *
 * @param main prints one line when it begins to compute and one after every batch
 * @param batches it may finish
 * @param milliseconds it may work on the next
 */
record Victim(Class<?> main, int batches, long milliseconds) {
  /** How a killed process ends. */
  static final int SIGKILL = 128 + 9;

  /**
   * Starts and kills it.
   *
   * @return how it ended
   */
  int killed(String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    all.addAll(List.of(options));
    Process child = ChildJvm.start(main, all.toArray(String[]::new));
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      String first = out.readLine();
      assertTrue(first != null && first.endsWith(" read back"), first);
      for (int i = 0; i < batches; i++) {
        out.readLine();
      }
      Thread.sleep(milliseconds);
    } finally {
      child.destroyForcibly();
    }
    return child.waitFor();
  }
}
