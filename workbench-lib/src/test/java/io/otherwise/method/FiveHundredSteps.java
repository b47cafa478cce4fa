package io.otherwise.method;

import io.otherwise.explain.Image;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.ResidentMemory;
import io.otherwise.tensor.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * 500 steps of LDCE in a process of its own; started by {@link LdceMemoryTest}. Prints a line a
 * step: tensors alive and megabytes resident; and a last one with what is alive afterwards.
 */
final class FiveHundredSteps {
  static final int STEPS = 500;
  private static final int SIDE = 32;
  private static final int BATCH = 2;

  private FiveHundredSteps() {}

  public static void main(String[] arguments) {
    long before = Scope.live();
    StringBuilder lines = new StringBuilder();
    try (LatentDiffusion model = ToyLatent.model();
        ToyLatent.Convolutional classifier = new ToyLatent.Convolutional()) {
      Ldce.code()
          .steps(STEPS)
          .strength(1)
          .on(classifier, model)
          .watched(
              (step, name, value) -> {
                if (name.equals("zOut")) {
                  lines.append("step ").append(Scope.live()).append(' ');
                  lines.append(ResidentMemory.isKnown() ? ResidentMemory.megabytes() : 0);
                  lines.append('\n');
                }
              })
          .explain(queries(), Seed.seed(0));
    }
    System.out.print(lines);
    System.out.println("left " + (Scope.live() - before));
    System.out.flush();
    // The engine's threads may hold the process for a while.
    Runtime.getRuntime().halt(0);
  }

  private static Queries queries() {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      float[] values = new float[3 * SIDE * SIDE];
      java.util.Arrays.fill(values, 0.2f * (i + 1));
      queries.add(Image.of("grey" + i, SIDE, SIDE, values).towards("1"));
    }
    return new Queries(queries);
  }
}
