package io.otherwise.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.otherwise.tensor.ChildJvm;
import io.otherwise.tensor.ResidentMemory;
import io.otherwise.tensor.Scope;
import java.io.IOException;
import java.util.function.Consumer;

/** Tensors alive and megabytes resident after every step of a method, in a process of its own. */
final class StepMemory {
  /**
   * Megabytes that may come on top after the first steps: compiled code and the allocator's slack,
   * 4 to 6 measured. One leaked activation of LDCE's decoder a step would be 50.
   */
  private static final long ALLOWED = 20;

  private final String printed;

  private StepMemory(String printed) {
    this.printed = printed;
  }

  /**
   * The child's side: runs the work, prints a line a step and a last one with what outlives it.
   *
   * @param heard a quantity that the method names once a step
   */
  static void print(String heard, Consumer<Watch> work) {
    long before = Scope.live();
    StringBuilder lines = new StringBuilder();
    work.accept(
        (step, name, value) -> {
          if (name.equals(heard)) {
            lines.append("step ").append(Scope.live()).append(' ');
            lines.append(ResidentMemory.isKnown() ? ResidentMemory.megabytes() : 0).append('\n');
          }
        });
    System.out.print(lines);
    System.out.println("left " + (Scope.live() - before));
    System.out.flush();
    // The engine's threads may hold the process for a while.
    Runtime.getRuntime().halt(0);
  }

  /**
   * Runs a main class that prints; a Java heap that is all there from the start cannot hide or
   * feign native growth.
   */
  static StepMemory of(Class<?> main) throws IOException, InterruptedException {
    ChildJvm.Ending ending =
        ChildJvm.run(main, "-Xms200m", "-Xmx200m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
    assertEquals(0, ending.status(), ending.output());
    return new StepMemory(ending.output());
  }

  /** From the third step on: the first ones lack a mask, or have the factual for a clean image. */
  void assertTensorsFlat(int steps) {
    long[] live = column(1);

    assertEquals(steps, live.length);
    for (int i = 2; i < live.length; i++) {
      assertEquals(live[1], live[i], "step " + i);
    }
    assertTrue(printed.contains("left 0"), "nothing outlives the run");
  }

  void assertResidentFlat(int warm) {
    assumeTrue(ResidentMemory.isKnown(), "this system does not tell resident memory");
    long[] megabytes = column(2);

    long grown = megabytes[megabytes.length - 1] - megabytes[warm];

    assertTrue(grown <= ALLOWED, () -> "grew by " + grown + " MB from " + megabytes[warm]);
  }

  private long[] column(int index) {
    return printed
        .lines()
        .filter(line -> line.startsWith("step "))
        .mapToLong(line -> Long.parseLong(line.split(" ")[index]))
        .toArray();
  }
}
