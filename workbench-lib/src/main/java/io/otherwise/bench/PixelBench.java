package io.otherwise.bench;

import io.otherwise.Workbench;
import io.otherwise.explain.Counterfactuals;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Queries;
import io.otherwise.explain.Seed;
import io.otherwise.method.Dime;
import io.otherwise.method.FastDime;
import io.otherwise.method.MaskDime;
import io.otherwise.model.Ancestral;
import io.otherwise.model.Classifier;
import io.otherwise.model.NetworkFeatures;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.tensor.Scope;
import io.otherwise.tensor.Tensor;
import io.otherwise.tensor.Torch;
import io.otherwise.world.Split;
import java.util.List;

/**
 * DiME and its fast successors against the only thing they cannot do without: the U-Net's forward
 * passes. The share of the limit is the time these passes take alone, over the time of the method.
 */
final class PixelBench {
  private static final int BATCH = 10;
  private static final int WINDOWS = 6;
  private static final double WINDOW = 2e9;

  private final Figures figures;
  private final Classifier classifier;
  private final PixelDiffusion model;
  private final NetworkFeatures perceptual;
  private final Queries queries;

  PixelBench(Figures figures, Workbench lab) {
    this.figures = figures;
    this.classifier = lab.classifier("faces-smile");
    this.model = lab.pixelDiffusion("world-ddpm");
    this.perceptual = lab.features("world-perceptual");
    this.queries = lab.world("faces").queries("smiling", Split.TEST, BATCH);
  }

  void report() {
    figures.report("threads", Torch.threads(), "");
    double one = rate(1);
    double ten = rate(BATCH);
    figures.report("U-Net forwards of one picture", one, "a second");
    figures.report("U-Net forwards of ten pictures, a picture", ten, "a second");
    figure("DiME, the paper's 60 of 200 steps, one picture", oneAttempt(Dime.code()), 1, one);
    method("DiME, this world's", oneAttempt(Dime.world()), one, ten);
    method("FastDiME", FastDime.world().on(classifier, model, perceptual), one, ten);
    method("MaskDiME", MaskDime.world().on(classifier, model, perceptual), one, ten);
  }

  /** One attempt: how many are needed is a matter of the picture and not of speed. */
  private Explainer oneAttempt(Dime dime) {
    return dime.classifierScales(List.of(dime.classifierScales().get(0)))
        .on(classifier, model, perceptual);
  }

  /** Alone and in a batch: roll-outs share the network's calls across pictures. */
  private void method(String name, Explainer explainer, double one, double ten) {
    explainer.explain(queries.take(1), Seed.seed(1)); // warm
    figure(name + ", one picture", explainer, 1, one);
    figure(name + ", ten pictures together", explainer, BATCH, ten);
  }

  private void figure(String name, Explainer explainer, int count, double limit) {
    long start = System.nanoTime();
    Counterfactuals answers = explainer.explain(queries.take(count), Seed.seed(0));
    double seconds = (System.nanoTime() - start) / 1e9;
    long calls = answers.cost().unetForwards();
    figures.report(name + ": seconds a picture", seconds / count, "s");
    figures.report(name + ": U-Net calls a picture", (double) calls / count, "");
    figures.report(name + ": share of the limit", calls / limit / seconds, "");
  }

  /** Pictures a second of the U-Net alone, without a graph: the best of several windows. */
  private double rate(int batch) {
    Ancestral sampler = model.respaced("50");
    double best = 0;
    for (int window = 0; window < WINDOWS; window++) {
      long start = System.nanoTime();
      int calls = 0;
      while (System.nanoTime() - start < WINDOW) {
        try (Scope scope = Scope.open()) {
          sampler.predict(Tensor.full(0.1, batch, 3, 64, 64), 10).mean().sum().item();
        }
        calls++;
      }
      best = Math.max(best, (double) batch * calls / ((System.nanoTime() - start) / 1e9));
    }
    return best;
  }
}
