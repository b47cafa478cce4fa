package io.otherwise.method;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.ResidentMemory;
import io.otherwise.tensor.Scope;
import java.util.List;

/**
 * Many steps of DiME in a process of its own; started by {@link DimeMemoryTest}. Prints a line a
 * step: tensors alive and megabytes resident; and a last one with what is alive afterwards.
 */
final class DimeSteps {
  static final int STEPS = 60;

  private DimeSteps() {}

  public static void main(String[] arguments) {
    long before = Scope.live();
    StringBuilder lines = new StringBuilder();
    try (ToyPixel.Convolutional network = new ToyPixel.Convolutional();
        Brightness classifier = new Brightness(0.5, 20)) {
      Dime.code()
          .respacing("100")
          .tau(STEPS)
          .classifierScales(List.of(0.0))
          .on(classifier, ToyPixel.model(network), ToyPixel.pixels())
          .watched(
              (step, name, value) -> {
                if (name.equals("zt")) {
                  lines.append("step ").append(Scope.live()).append(' ');
                  lines.append(ResidentMemory.isKnown() ? ResidentMemory.megabytes() : 0);
                  lines.append('\n');
                }
              })
          .explain(ToyPixel.queries(0.2, 0.3), Seed.seed(0));
    }
    System.out.print(lines);
    System.out.println("left " + (Scope.live() - before));
    System.out.flush();
    // The engine's threads may hold the process for a while.
    Runtime.getRuntime().halt(0);
  }
}
