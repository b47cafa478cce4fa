package io.otherwise.method;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.LatentDiffusion;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 500 steps hold no more than the first ones did. */
class LdceMemoryTest {
  private static final int STEPS = 500;

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
    memory.assertResidentFlat(100);
  }

  static final class Steps {
    private static final int SIDE = 32;

    public static void main(String[] arguments) {
      StepMemory.print("zOut", Steps::run);
    }

    private static void run(Watch watch) {
      try (LatentDiffusion model = ToyLatent.model();
          ToyLatent.Convolutional classifier = new ToyLatent.Convolutional()) {
        Ldce.code()
            .steps(STEPS)
            .strength(1)
            .on(classifier, model)
            .watched(watch)
            .explain(new Queries(List.of(grey(0.2f), grey(0.4f))), Seed.seed(0));
      }
    }

    private static Query grey(float shade) {
      float[] values = new float[Image.CHANNELS * SIDE * SIDE];
      Arrays.fill(values, shade);
      return Image.of("grey" + shade, SIDE, SIDE, values).towards("1");
    }
  }
}
