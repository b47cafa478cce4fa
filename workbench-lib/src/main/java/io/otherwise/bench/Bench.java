package io.otherwise.bench;

import io.otherwise.Workbench;
import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.tensor.Gradients;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Torch;
import io.otherwise.world.Split;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** Prints {@code name: value unit}; a ratio where the same work is done in another way. */
public final class Bench {
  private static final int BATCH = 10;

  private final Figures figures;
  private final Workbench lab;

  private Bench(Figures figures, Workbench lab) {
    this.figures = figures;
    this.lab = lab;
  }

  /** One argument: ldce, ldce-step, step, pixels, grade, frechet, neighbours or a method. */
  public static void main(String... arguments) throws IOException, InterruptedException {
    String name = arguments.length == 1 ? arguments[0] : "";
    try (Workbench lab = Workbench.open()) {
      Figures figures = new Figures(System.out);
      Bench bench = new Bench(figures, lab);
      switch (name) {
        case "ldce" -> bench.ldce();
        case "ldce-step" -> ldceStep(figures);
        case "step" -> bench.step();
        case "pixels" -> new PixelBench(figures, lab).report();
        case "grade" -> TableGrade.report(figures);
        case "frechet" -> new SetBench(figures).frechet();
        case "neighbours" -> new SetBench(figures).neighbours();
        default -> fullSize(name);
      }
    }
  }

  private static void ldceStep(Figures figures) {
    try (LdceStep step = new LdceStep(figures)) {
      step.report();
    }
  }

  private static void fullSize(String name) {
    if (FullSize.NAMES.contains(name)) {
      System.out.println(FullSize.run(name).says(name));
    } else {
      System.err.println(
          "usage: environment/bench ldce | ldce-step | step | pixels | grade | frechet | neighbours, or a method at full size, %s; there is no bench '%s'"
              .formatted(String.join(" | ", FullSize.NAMES), name));
      System.exit(2);
    }
  }

  /** Seconds for one and for 100 counterfactuals after loading, at 19 steps and at the paper's. */
  private void ldce() {
    Queries queries = lab.world("faces").queries("old", Split.TEST, 100);
    explain(Ldce.world(), queries.take(1));
    report("threads", Torch.threads(), "");
    report("one LDCE counterfactual, 19 steps", seconds(Ldce.world(), queries.take(1)), "s");
    report("100 LDCE counterfactuals, 19 steps", seconds(Ldce.world(), queries), "s");
    report("one LDCE counterfactual, 191 steps", seconds(Ldce.code(), queries.take(1)), "s");
    Cost cost = explain(Ldce.world(), queries.take(1)).cost();
    report("U-Net forwards a step", cost.unetForwards() / 19.0, "");
    report("U-Net backwards a step", cost.unetBackwards() / 19.0, "");
  }

  private double seconds(Ldce method, Queries queries) {
    long start = System.nanoTime();
    explain(method, queries);
    return (System.nanoTime() - start) / 1e9;
  }

  private Counterfactuals explain(Ldce method, Queries queries) {
    return method
        .on(lab.classifier("faces-age"), lab.latentDiffusion("faces-ldm"))
        .explain(queries, Seed.seed(0));
  }

  /** The U-Net's share of a step, our way (4 units) against the reference's (6 units). */
  private void step() {
    LatentDiffusion model = lab.latentDiffusion("faces-ldm");
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int round = 0; round < 12; round++) {
      boolean ours = round % 2 == 0;
      long start = System.nanoTime();
      gradients(model, ours);
      int slot = ours ? 0 : 1;
      best[slot] = Math.min(best[slot], (System.nanoTime() - start) / 1e6);
    }
    report("U-Net work of a step, conditional half without a graph", best[0], "ms");
    report("U-Net work of a step, both halves in one graph", best[1], "ms");
    report("ratio", best[1] / best[0], "x");
  }

  private static void gradients(LatentDiffusion model, boolean ours) {
    try (Scope scope = Scope.open();
        Gradients graph = Gradients.record()) {
      Tensor leaf = graph.leaf(Tensor.full(0.1, BATCH, 4, 16, 16));
      Tensor eps = ours ? halves(model, leaf) : together(model, leaf);
      graph.of(eps.square().sum(), leaf);
      graph.of(eps.abs().sum(), leaf);
    }
  }

  private static Tensor halves(LatentDiffusion model, Tensor leaf) {
    Tensor t = Tensor.of(new long[BATCH], BATCH);
    try (Gradients without = Gradients.pause()) {
      model.predictor().predict(leaf, t, targets(model));
    }
    return model.predictor().predict(leaf, t, model.conditioning().none(BATCH));
  }

  private static Tensor together(LatentDiffusion model, Tensor leaf) {
    Tensor twice = Tensor.cat(List.of(leaf, leaf), 0);
    Tensor tokens = Tensor.cat(List.of(model.conditioning().none(BATCH), targets(model)), 0);
    Tensor t = Tensor.of(new long[2 * BATCH], 2 * BATCH);
    return model.predictor().predict(twice, t, tokens).narrow(0, 0, BATCH);
  }

  private static Tensor targets(LatentDiffusion model) {
    return model.conditioning().towards(Collections.nCopies(BATCH, "old"));
  }

  private void report(String name, double value, String unit) {
    figures.report(name, value, unit);
  }
}
