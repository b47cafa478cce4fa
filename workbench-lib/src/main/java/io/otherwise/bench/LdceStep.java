package io.otherwise.bench;

import io.otherwise.explain.Cost;
import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Query;
import io.otherwise.explain.Seed;
import io.otherwise.method.Ldce;
import io.otherwise.model.LatentDiffusion;
import io.otherwise.model.NetworkClassifier;
import io.otherwise.model.Preprocessing;
import io.otherwise.network.KlAutoencoder;
import io.otherwise.network.LdmUNet;
import io.otherwise.network.ResNet;
import io.otherwise.network.VqAutoencoder;
import io.otherwise.tensor.Script;
import io.otherwise.tensor.Script.Value;
import io.otherwise.tensor.Torch;
import io.otherwise.tensor.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One step of LDCE on the published architectures at 256 pixels, explaining a ResNet-50: seconds,
 * floating-point operations of its products, and which share that is of the rate at which the same
 * engine multiplies matrices in the same run.
 */
final class LdceStep implements AutoCloseable {
  private static final int SIDE = 256;
  private static final int STEPS = 2;
  private static final double GIGA = 1e9;

  private final Figures figures;
  private final ProductRate matrices = ProductRate.ofMatrices();
  private final ProductRate convolutions = ProductRate.ofConvolutions();

  LdceStep(Figures figures) {
    this.figures = figures;
  }

  /** What the networks of a model take for one image. */
  record Parts(Work unet, Work decoder, Work classifier) {
    /** Operations of a run of which these calls are known, the encoder's aside. */
    double operations(Cost cost) {
      return cost.unetForwards() * unet.forward()
          + cost.unetBackwards() * unet.backward()
          + cost.decoderForwards() * decoder.forward()
          + cost.decoderBackwards() * decoder.backward()
          + cost.classifierForwards() * classifier.forward()
          + cost.classifierBackwards() * classifier.backward();
    }
  }

  void report() {
    figures.report("threads", Torch.threads(), "");
    measure("cin256", cin256(), FormulaModels::cin256);
    measure("Stable Diffusion", stableDiffusion(), FormulaModels::stableDiffusion);
  }

  static Parts cin256() {
    VqAutoencoder vq = VqAutoencoder.f4();
    Work decoder =
        work(
            s -> vq.decode(s.layers(), vq.quantise(s.layers(), s.input("z")).latent()),
            latent(3, vq.factor()));
    return new Parts(unet(LdmUNet.cin256(), vq.factor(), 1), decoder, classifier());
  }

  static Parts stableDiffusion() {
    KlAutoencoder kl = KlAutoencoder.stableDiffusion1();
    Work decoder = work(s -> kl.decode(s.layers(), s.input("z")), latent(4, kl.factor()));
    return new Parts(unet(LdmUNet.stableDiffusion1(), kl.factor(), 77), decoder, classifier());
  }

  private static Work unet(LdmUNet unet, int factor, int tokens) {
    return work(
        s -> unet.forward(s.layers(), s.input("zt"), s.input("t"), s.input("context")),
        latent(unet.inChannels(), factor),
        new long[] {1},
        new long[] {1, tokens, unet.contextWidth()});
  }

  private static Work classifier() {
    return work(
        s -> ResNet.resnet50(1000).forward(s.layers(), s.input("image")).logits(),
        new long[] {1, 3, 224, 224});
  }

  private static Work work(Function<Script, Value> network, long[]... shapes) {
    Script s = new Script();
    s.returns(network.apply(s));
    return s.work(shapes);
  }

  private static long[] latent(int channels, int factor) {
    return new long[] {1, channels, SIDE / factor, SIDE / factor};
  }

  private void measure(String name, Parts parts, Supplier<LatentDiffusion> opened) {
    Query query = FormulaModels.image(SIDE).towards("class 1");
    ResNet resnet = ResNet.resnet50(1000);
    List<Stopwatch.Seconds> steps = new ArrayList<>();
    Counterfactual answer;
    try (LatentDiffusion model = opened.get();
        NetworkClassifier classifier =
            FormulaModels.classifier("resnet50", resnet, Preprocessing.imageNet())) {
      Stopwatch[] begun = new Stopwatch[1];
      measureRates();
      answer =
          Ldce.code()
              .steps(10)
              .strength(STEPS / 10.0)
              .on(classifier, model)
              .watched(
                  (step, quantity, value) -> {
                    if (quantity.equals("zIn")) {
                      begun[0] = Stopwatch.start();
                    } else if (quantity.equals("zOut")) {
                      steps.add(begun[0].seconds());
                    }
                  })
              .explain(query, Seed.seed(0));
      measureRates();
    }
    report(name, parts, steps, answer.cost());
  }

  /** The first step of a process is slower: the engine is still making its plans. */
  private void report(String name, Parts parts, List<Stopwatch.Seconds> steps, Cost cost) {
    List<Stopwatch.Seconds> warm = steps.subList(1, steps.size());
    double wall = warm.stream().mapToDouble(Stopwatch.Seconds::wall).min().orElseThrow();
    double processor = warm.stream().mapToDouble(Stopwatch.Seconds::processor).min().orElseThrow();
    // The last picture is decoded after the last step.
    double operations = (parts.operations(cost) - parts.decoder().forward()) / steps.size();
    figures.report(name + ", one LDCE step", wall, "s");
    figures.report(name + ", processor time of it", processor, "s");
    figures.report(name + ", products of it", operations / GIGA, "GFLOP");
    figures.report(name + ", of which U-Net forward", parts.unet().forward() / GIGA, "GFLOP");
    figures.report(name + ", of which decoder forward", parts.decoder().forward() / GIGA, "GFLOP");
    figures.report("matrix products", matrices.wall() / GIGA, "GFLOP/s");
    figures.report("convolutions", convolutions.wall() / GIGA, "GFLOP/s");
    reportRatio(name, "matrices", matrices, wall / operations, processor / operations);
    reportRatio(name, "convolutions", convolutions, wall / operations, processor / operations);
    figures.report(name + ", peak memory", cost.peakBytes() / 1073741824.0, "GiB");
  }

  /** Seconds an operation, on the wall and of the processor, over those at a rate. */
  private void reportRatio(
      String name, String kind, ProductRate rate, double wall, double processor) {
    String figure = name + ", time over that of its products as " + kind;
    figures.report(figure, wall * rate.wall(), "x");
    figures.report(figure + ", by processor time", processor * rate.processor(), "x");
  }

  private void measureRates() {
    matrices.measure();
    convolutions.measure();
  }

  @Override
  public void close() {
    matrices.close();
    convolutions.close();
  }
}
