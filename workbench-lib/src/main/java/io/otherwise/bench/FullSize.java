package io.otherwise.bench;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Explainer;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ace;
import io.otherwise.method.Batched;
import io.otherwise.method.ColaDce;
import io.otherwise.method.Dime;
import io.otherwise.method.Dvce;
import io.otherwise.method.Eced;
import io.otherwise.method.Ldce;
import io.otherwise.model.Classifier;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.PixelDiffusion;
import io.otherwise.model.Preprocessing;
import io.otherwise.model.VggFeatures;
import io.otherwise.network.AdmUNet;
import io.otherwise.network.DenseNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.Vgg;
import io.otherwise.tensor.MemoryPlan;
import java.util.List;
import java.util.Locale;

/**
 * A few steps of each method on the networks of its paper, at their size and with formula weights:
 * it runs, takes so long a step, and needs so much memory. Counterfactuals of such networks mean
 * nothing.
 */
public final class FullSize {
  /** Methods by the names that {@code environment/bench} takes. */
  public static final List<String> NAMES =
      List.of("ldce-cls", "ldce-txt", "dime", "ace", "dvce", "eced", "cola-dce");

  private static final String TARGET = "class 1";
  private static final int SMALL = 128;
  private static final int LARGE = 256;
  private static final double GIB = 1L << 30;

  private FullSize() {}

  /**
   * What a run took.
   *
   * @param steps of the method that were run, in its own counting
   * @param seconds of the whole explanation, models opened already
   * @param peakBytes of the process, weights included
   * @param plan how it fitted into memory; empty where the method has none
   */
  public record Ran(int steps, double seconds, long peakBytes, String plan) {
    /** One line, for people. */
    public String says(String name) {
      return String.format(
          Locale.ROOT,
          "%s: %d steps, %.1f s a step, peak %.2f GiB%s",
          name,
          steps,
          seconds / steps,
          peakBytes / GIB,
          plan.isEmpty() ? "" : ", planned " + plan);
    }
  }

  /**
   * Runs a method; only its own networks are in memory meanwhile.
   *
   * @param name one of {@link #NAMES}
   */
  public static Ran run(String name) {
    return switch (name) {
      case "ldce-cls" -> latent(few(Ldce.code()), FormulaModels.cin256(), resnet50());
      case "ldce-txt" -> latent(few(Ldce.paperText()), FormulaModels.stableDiffusion(), resnet50());
      case "cola-dce" -> colaDce();
      case "eced" -> eced();
      case "dime" -> dime();
      case "ace" -> ace();
      case "dvce" -> dvce();
      default ->
          throw new IllegalArgumentException(
              "a method at full size is one of %s, but was %s; choose one".formatted(NAMES, name));
    };
  }

  /** Two of ten steps. */
  private static Ldce few(Ldce ldce) {
    return ldce.steps(10).strength(0.2);
  }

  private static NetworkClassifier resnet50() {
    return FormulaModels.classifier("resnet50", ResNet.resnet50(1000), Preprocessing.imageNet());
  }

  private static Ran latent(Ldce ldce, LatentDiffusion opened, NetworkClassifier resnet) {
    try (LatentDiffusion model = opened;
        NetworkClassifier classifier = resnet) {
      MemoryPlan plan = model.plan(classifier, LARGE, LARGE, 1);
      Batched explainer = ldce.on(classifier, model).planned(plan);
      return ran(explainer, LARGE, ldce.distance(), plan.toString());
    }
  }

  /** Vgg's last convolution but one, two steps. */
  private static Ran colaDce() {
    ColaDce method = ColaDce.code(ColaDce.VGG16_BN);
    method = method.ldce(few(method.ldce()));
    try (LatentDiffusion model = FormulaModels.cin256();
        NetworkClassifier classifier =
            FormulaModels.classifier("vgg16-bn", Vgg.vgg16Bn(1000), Preprocessing.imageNet())) {
      MemoryPlan plan = model.plan(classifier, LARGE, LARGE, 1);
      int steps = method.ldce().distance();
      return ran(method.on(classifier, model).planned(plan), LARGE, steps, plan.toString());
    }
  }

  /** One denoising step in each of two rounds, as the graph of its attack holds all of them. */
  private static Ran eced() {
    Eced method = Eced.paper().steps(10).depth(0).fits(1).attacks(1);
    try (LatentDiffusion model = FormulaModels.stableDiffusion();
        NetworkClassifier classifier =
            FormulaModels.classifier("vgg16", Vgg.vgg16(1000), Preprocessing.imageNet())) {
      return ran(method.on(classifier, model), LARGE, method.rounds(), "");
    }
  }

  private static Ran dime() {
    Dime method = Dime.code().respacing("10").tau(2).classifierScales(List.of(8.0));
    try (PixelDiffusion model = FormulaModels.pixels("celeba128", AdmUNet.celeba128());
        NetworkClassifier classifier = decision();
        VggFeatures perceptual = FormulaModels.perceptual()) {
      return ran(method.on(classifier, model, perceptual), SMALL, method.tau(), "");
    }
  }

  private static NetworkClassifier decision() {
    return FormulaModels.classifier("decision", DenseNet.decision(40), Preprocessing.signed());
  }

  private static Ran ace() {
    Ace method = Ace.paper().respacing("10").depth(1).iterations(2);
    try (PixelDiffusion model = FormulaModels.pixels("celeba-hq256", AdmUNet.celebaHq256());
        NetworkClassifier classifier = decision()) {
      return ran(method.on(classifier, model), LARGE, method.iterations(), "");
    }
  }

  private static Ran dvce() {
    Dvce method = Dvce.paper().respacing("10").skipped(8).views(2);
    try (PixelDiffusion model = FormulaModels.pixels("imagenet256", AdmUNet.imagenet256());
        Classifier target = resnet50();
        Classifier robust =
            FormulaModels.classifier("robust", ResNet.resnet50(1000), Preprocessing.imageNet())) {
      return ran(method.on(target, robust, model), LARGE, 2, "");
    }
  }

  private static Ran ran(Explainer explainer, int side, int steps, String plan) {
    long start = System.nanoTime();
    Counterfactual answer =
        explainer.explain(FormulaModels.image(side).towards(TARGET), Seed.seed(0));
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Ran(steps, seconds, answer.cost().peakBytes(), plan);
  }
}
