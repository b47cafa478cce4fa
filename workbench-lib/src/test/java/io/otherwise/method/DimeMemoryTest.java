package io.otherwise.method;

import io.otherwise.explain.Seed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paper's 60 steps with their 1,770 calls of roll-outs hold no more than the first did. */
class DimeMemoryTest {
  private static final int STEPS = 60;

  private static StepMemory memory;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    memory = StepMemory.of(Steps.class);
  }

  @Test
  void the_count_of_native_tensors_stays_flat() {
    memory.assertTensorsFlat(STEPS);
  }

  @Test
  void resident_memory_stays_flat() {
    memory.assertResidentFlat(5);
  }

  static final class Steps {
    public static void main(String[] arguments) {
      StepMemory.print("zt", Steps::run);
    }

    private static void run(Watch watch) {
      try (ToyPixel.Convolutional network = new ToyPixel.Convolutional();
          Brightness classifier = new Brightness(0.5, 20)) {
        Dime.code()
            .respacing("100")
            .tau(STEPS)
            .classifierScales(List.of(0.0))
            .on(classifier, ToyPixel.model(network), ToyPixel.pixels())
            .watched(watch)
            .explain(ToyPixel.queries(0.2, 0.3), Seed.seed(0));
      }
    }
  }
}
