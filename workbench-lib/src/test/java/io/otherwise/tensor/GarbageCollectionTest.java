package io.otherwise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The engine's own Java arithmetic lends native code memory that the garbage collector frees while
 * a graph still needs it. Ours must not, even when collections never stop.
 */
class GarbageCollectionTest {
  private static ChildJvm.Ending ending;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    ending = ChildJvm.run(TinyYoungGeneration.class, "-Xmn4m", "-Xmx256m", "-XX:+UseSerialGC");
  }

  @Test
  void two_thousand_gradients_under_a_tiny_young_generation_are_all_right() {
    assertEquals(0, wrong("ours"), ending.output());
  }

  /** Fails once the engine is repaired: then the safe face may become thinner. */
  @Test
  void the_engines_own_arithmetic_is_what_fails() {
    assumeTrue(Torch.device().equals("cpu"), "memory is copied to other devices");

    boolean crashed = ending.status() != 0;
    assertTrue(crashed || wrong("theirs") > 0, ending.output());
  }

  private static int wrong(String whose) {
    Matcher line = Pattern.compile(whose + ": (\\d+) wrong").matcher(ending.output());
    assertTrue(line.find(), ending.output());
    return Integer.parseInt(line.group(1));
  }
}
