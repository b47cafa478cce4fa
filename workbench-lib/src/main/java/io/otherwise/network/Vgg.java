package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * 3 x 3 convolutions in a row, halved by maxima, and three dense layers.
 *
 * <p>Simonyan and Zisserman (2015), <a href="https://arxiv.org/abs/1409.1556">Very Deep
 * Convolutional Networks for Large-Scale Image Recognition</a>. Keys are torchvision's: {@code
 * features.N} counts convolutions, normalisations, activations and maxima alike, {@code
 * classifier.N} also dropout, which does nothing here.
 *
 * @param plan channels of each convolution in order; {@value #HALVE} stands for a maximum over 2 x
 *     2 pixels
 * @param norm whether a batch normalisation follows each convolution
 * @param patch side of the pixel blocks moved into channels first: 1 in the published models, 2 to
 *     keep a small model cheap
 * @param pooled side to which the last layer is averaged before the dense layers
 * @param hidden width of the two hidden dense layers
 * @param classes scores of an image
 */
public record Vgg(List<Integer> plan, boolean norm, int patch, int pooled, int hidden, int classes)
    implements ImageNetwork {
  /** A maximum over 2 x 2 pixels, in a plan. */
  public static final int HALVE = 0;

  private static final double NORM_EPS = 1e-5;

  /** Everything there is. */
  private static final int ALL = Integer.MAX_VALUE;

  private static final List<Integer> PLAN_16 =
      List.of(64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0);

  private static final List<Integer> PLAN_19 =
      List.of(
          64, 64, 0, 128, 128, 0, 256, 256, 256, 256, 0, 512, 512, 512, 512, 0, 512, 512, 512, 512,
          0);

  public Vgg {
    plan = List.copyOf(plan);
    boolean sized = patch > 0 && pooled > 0 && hidden > 0 && classes > 0;
    if (!sized || plan.isEmpty() || plan.get(0) < 1 || plan.stream().anyMatch(c -> c < 0)) {
      throw new IllegalArgumentException(
          "a VGG begins with a convolution and has no size below 1, but had plan "
              + plan
              + ", patch "
              + patch
              + ", pooled side "
              + pooled
              + ", hidden width "
              + hidden
              + " and "
              + classes
              + " classes; VGG-16 has 13 convolutions and 1, 7, 4096 and 1000");
    }
  }

  /** VGG-16, 138 million weights with 1,000 classes. */
  public static Vgg vgg16(int classes) {
    return new Vgg(PLAN_16, false, 1, 7, 4096, classes);
  }

  /** VGG-16 with batch normalisation. */
  public static Vgg vgg16Bn(int classes) {
    return new Vgg(PLAN_16, true, 1, 7, 4096, classes);
  }

  /** VGG-19; its first 18 layers are the usual perceptual loss. */
  public static Vgg vgg19(int classes) {
    return new Vgg(PLAN_19, false, 1, 7, 4096, classes);
  }

  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> layers = new LinkedHashMap<>();
    Layers net = place.tapping(layers);
    Value x = written(net, image, ALL);
    x = x.script().call("torch.adaptive_avg_pool2d", x, new long[] {pooled, pooled});
    x = net.at("avgpool").tap(x).flatten(1);
    Layers at = net.at("classifier");
    long in = (long) width() * pooled * pooled;
    x = at.at(0).tap(at.at(0).linear(x, in, hidden));
    x = at.at(1).tap(x.relu());
    x = at.at(3).tap(at.at(3).linear(x, hidden, hidden));
    x = at.at(4).tap(x.relu());
    Value logits = at.at(6).tap(at.at(6).linear(x, hidden, classes));
    return new Activations(logits, layers);
  }

  /**
   * Writes the first layers alone, as perceptual losses use them; no other weight is asked for.
   *
   * @param count how many of {@code features.0}, {@code features.1} and so on
   * @return every layer written, by its key
   */
  public Map<String, Value> features(Layers net, Value image, int count) {
    Map<String, Value> layers = new LinkedHashMap<>();
    written(net.tapping(layers), image, count);
    return layers;
  }

  private Value written(Layers net, Value image, int count) {
    Value x = patch == 1 ? image : image.spaceToDepth(patch);
    long now = 3L * patch * patch;
    int at = 0;
    for (int out : plan) {
      List<Step> steps = steps(now, out);
      for (int i = 0; i < steps.size() && at < count; i++, at++) {
        Layers here = net.at("features").at(at);
        x = here.tap(steps.get(i).of(here, x));
      }
      now = out == HALVE ? now : out;
    }
    return x;
  }

  /** One layer with a number of its own. */
  private interface Step {
    Value of(Layers net, Value x);
  }

  private List<Step> steps(long in, int out) {
    if (out == HALVE) {
      return List.of((net, x) -> x.maxPool(2, 2, 0));
    }
    Step conv = (net, x) -> net.conv(x, in, out, 3, 1, 1);
    Step relu = (net, x) -> x.relu();
    return norm
        ? List.of(conv, (net, x) -> net.batchNorm(x, out, NORM_EPS), relu)
        : List.of(conv, relu);
  }

  /** Channels of the last convolution. */
  public int width() {
    return plan.stream().filter(out -> out != HALVE).reduce((a, b) -> b).orElseThrow();
  }
}
