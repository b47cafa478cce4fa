package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that was counted beforehand against memory that a run then took. */
class WorkMemoryTest {
  private static final double LEAST = 0.8;
  private static final double MOST = 1.25;

  /** Memory that is freed goes back at once: what the allocator would keep is not counted. */
  private static final Map<String, String> EXACT =
      Map.of("MALLOC_MMAP_THRESHOLD_", "32768", "MALLOC_TRIM_THRESHOLD_", "32768");

  @BeforeAll
  static void linux() {
    assumeTrue(ResidentMemory.isKnown(), "this system does not tell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"decoder", "denoiser", "classifier", "attention"})
  void a_network_takes_what_was_counted(String network) throws Exception {
    ChildJvm.Ending ending =
        ChildJvm.run(EXACT, CountedMemory.class, "-Xmx256m", "-Dnetwork=" + network);

    assertEquals(0, ending.status(), ending.output());
    String[] lines = ending.output().strip().split("\n");
    String[] figures = lines[lines.length - 1].split(" ");
    double measured = Double.parseDouble(figures[0]);
    double counted = Double.parseDouble(figures[1]);
    String said = "measured %.0f and counted %.0f MiB".formatted(measured, counted);
    assertTrue(measured >= LEAST * counted && measured <= MOST * counted, said);
  }
}
