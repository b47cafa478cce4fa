package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.otherwise.tensor.ChildJvm;
import io.otherwise.tensor.ResidentMemory;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paper's 60 steps with their 1,770 calls of roll-outs hold no more than the first did. */
class DimeMemoryTest {
  private static final int WARM = 5;

  /** Megabytes that may come on top: compiled code and the allocator's slack. */
  private static final long ALLOWED = 20;

  private static ChildJvm.Ending ending;

  /** A Java heap that is all there from the start cannot hide or feign native growth. */
  @BeforeAll
  static void run() throws IOException, InterruptedException {
    ending =
        ChildJvm.run(
            DimeSteps.class, "-Xms200m", "-Xmx200m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
    assertEquals(0, ending.status(), ending.output());
  }

  @Test
  void the_count_of_native_tensors_stays_flat() {
    long[] live = column(1);

    assertEquals(DimeSteps.STEPS, live.length);
    // Before the first roll-out the clean image is the factual one itself.
    for (int i = 2; i < live.length; i++) {
      assertEquals(live[1], live[i], "step " + i);
    }
    assertTrue(ending.output().contains("left 0"), "nothing outlives the run");
  }

  @Test
  void resident_memory_stays_flat() {
    assumeTrue(ResidentMemory.isKnown(), "this system does not tell resident memory");
    long[] megabytes = column(2);

    long grown = megabytes[megabytes.length - 1] - megabytes[WARM];

    assertTrue(grown <= ALLOWED, () -> "grew by " + grown + " MB from " + megabytes[WARM]);
  }

  private static long[] column(int index) {
    return ending
        .output()
        .lines()
        .filter(line -> line.startsWith("step "))
        .mapToLong(line -> Long.parseLong(line.split(" ")[index]))
        .toArray();
  }
}
