package io.otherwise.golden;

import io.otherwise.guidance.Cone;
import io.otherwise.guidance.Consensus;
import io.otherwise.guidance.Norms;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import java.util.Map;

/**
 * Consensus masks, cones and renormalisation on stored vectors {@code a} (the implicit score) and
 * {@code b} (the classifier's). Degrees and patch sides stand in the outputs' names: {@code
 * zero/deg20/patch3/score}.
 */
final class ConsensusGolden {
  private final Map<String, Stored> outputs;
  private final Tensor a;
  private final Tensor b;

  private ConsensusGolden(GoldenFile file) {
    this.outputs = file.outputs();
    this.a = tensor("a");
    this.b = tensor("b");
  }

  /** Whether a file of method ldce is about these functions alone. */
  static boolean understands(GoldenFile file) {
    return !file.json().has("config") && file.json().get("outputs").has("a");
  }

  /** Returns the largest relative error. */
  static double check(GoldenFile file) {
    try (Scope scope = Scope.open()) {
      return new ConsensusGolden(file).checkAll();
    }
  }

  private double checkAll() {
    double worst = 0;
    for (Map.Entry<String, Stored> output : outputs.entrySet()) {
      Tensor found = found(output.getKey().split("/"));
      double[] values = Stored.widened(found.floats());
      worst = Math.max(worst, output.getValue().check(values, rule(output.getKey())));
    }
    return worst;
  }

  /** An angle may fall on either side of its limit. */
  private static Stored.Rule rule(String name) {
    if (name.endsWith("/kept")) {
      return Stored.Rule.MASK;
    }
    return name.endsWith("/score") ? Stored.Rule.MOST : Stored.Rule.EVERY;
  }

  private Tensor tensor(String name) {
    Stored stored = outputs.get(name);
    long[] shape = stored.shape().stream().mapToLong(Long::longValue).toArray();
    return Tensor.of(stored.floats(), shape);
  }

  private Tensor found(String... name) {
    return switch (name[0]) {
      case "a" -> a;
      case "b" -> b;
      case "zero" -> zero(number(name[1], "deg"), number(name[2], "patch"), name[3]);
      case "binning" -> Cone.patchwise(a, b, number(name[1], "deg"), number(name[2], "patch"));
      case "default" -> Cone.global(a, b, number(name[1], "deg"));
      case "renorm" -> renormalised(name[1]);
      default -> throw unknown(name);
    };
  }

  private Tensor zero(int degrees, int patch, String what) {
    Tensor mask = Consensus.mask(a, b, degrees, patch, true);
    return what.equals("kept") ? mask.patches(patch).max(1) : Consensus.filtered(b, mask, 0);
  }

  private Tensor renormalised(String what) {
    Tensor gradient = tensor("renorm/grad");
    return switch (what) {
      case "grad" -> gradient;
      case "norm" -> Norms.guarded(gradient);
      case "result" -> Norms.rescaled(gradient, Norms.of(a));
      default -> throw unknown("renorm", what);
    };
  }

  private static int number(String text, String unit) {
    if (!text.startsWith(unit)) {
      throw unknown(text);
    }
    return Integer.parseInt(text.substring(unit.length()));
  }

  private static NotUnderstood unknown(String... name) {
    return new NotUnderstood(
        "consensus is asked for as zero/degD/patchP/score or kept, binning/degD/patchP/score,"
            + " default/degD/result or renorm/..., but one output is "
            + String.join("/", name)
            + "; teach ConsensusGolden that name");
  }
}
