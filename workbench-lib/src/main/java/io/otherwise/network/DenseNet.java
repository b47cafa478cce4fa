package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every layer of a block sees the outputs of all layers before it.
 *
 * <p>Huang et al. (2017), <a href="https://arxiv.org/abs/1608.06993">Densely Connected
 * Convolutional Networks</a>. Keys are torchvision's.
 *
 * @param growth channels that a layer adds
 * @param blocks layers in each block; between blocks channels and sides are halved
 * @param width channels of the stem
 * @param bottleneck width of a layer's 1 x 1 convolution in units of growth
 * @param classes scores of an image; 1 for a binary classifier with one logit
 * @param trunk where in the checkpoint {@code features} lies; empty in torchvision's
 */
public record DenseNet(
    int growth,
    List<Integer> blocks,
    int width,
    int bottleneck,
    int classes,
    Stem stem,
    String trunk)
    implements ImageNetwork {
  private static final double NORM_EPS = 1e-5;

  public DenseNet {
    blocks = List.copyOf(blocks);
    if (growth < 1 || width < 1 || bottleneck < 1 || classes < 1 || blocks.isEmpty()) {
      throw new IllegalArgumentException(
          "a DenseNet needs at least 1 block, class and channel, but had growth "
              + growth
              + ", width "
              + width
              + ", bottleneck "
              + bottleneck
              + ", blocks "
              + blocks
              + " and "
              + classes
              + " classes; DenseNet-121 has 32, 64, 4 and [6, 12, 24, 16]");
    }
  }

  /** DenseNet-121, 8 million weights with 1,000 classes. */
  public static DenseNet densenet121(int classes) {
    return new DenseNet(32, List.of(6, 12, 24, 16), 64, 4, classes, Stem.PUBLISHED, "");
  }

  /**
   * DenseNet-121 as the CelebA, CelebA-HQ and BDD classifiers of STEEX and DiVE wrap it. Images in
   * [-1, 1].
   */
  public static DenseNet decision(int classes) {
    return densenet121(classes).trunk("feat_extract.feat_extract");
  }

  /** The same layers with {@code features} elsewhere in the checkpoint. */
  public DenseNet trunk(String place) {
    return new DenseNet(growth, blocks, width, bottleneck, classes, stem, place);
  }

  /** Channels that the classifier sees. */
  public int features() {
    int now = width;
    for (int b = 0; b < blocks.size(); b++) {
      now += blocks.get(b) * growth;
      now = b < blocks.size() - 1 ? now / 2 : now;
    }
    return now;
  }

  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> layers = new LinkedHashMap<>();
    Layers net = place.tapping(layers);
    Layers at = net.at(trunk).at("features");
    Value x = at.at("conv0").tap(stem.conv(at.at("conv0"), image, width));
    x = at.at("norm0").tap(at.at("norm0").batchNorm(x, width, NORM_EPS)).relu();
    x = at.at("pool0").tap(stem.pooled(at.at("relu0").tap(x)));
    int now = width;
    for (int b = 0; b < blocks.size(); b++) {
      Layers block = at.at("denseblock" + (b + 1));
      x = block.tap(block(block, x, now, blocks.get(b)));
      now += blocks.get(b) * growth;
      if (b < blocks.size() - 1) {
        Layers between = at.at("transition" + (b + 1));
        x = between.tap(transition(between, x, now));
        now /= 2;
      }
    }
    x = at.at("norm5").tap(at.at("norm5").batchNorm(x, now, NORM_EPS));
    at.tap(x);
    Value logits = net.at("classifier").linear(x.relu().mean(2, 3), now, classes);
    return new Activations(net.at("classifier").tap(logits), layers);
  }

  private Value block(Layers net, Value x, int width, int count) {
    int now = width;
    for (int i = 1; i <= count; i++) {
      Layers at = net.at("denselayer" + i);
      x = x.concat(at.tap(layer(at, x, now)), 1);
      now += growth;
    }
    return x;
  }

  private Value layer(Layers net, Value x, int width) {
    long inner = (long) bottleneck * growth;
    Value h = net.at("norm1").batchNorm(x, width, NORM_EPS).relu();
    h = net.at("conv1").conv(h, width, inner, 1, 1, 0, false);
    h = net.at("norm2").batchNorm(h, inner, NORM_EPS).relu();
    return net.at("conv2").conv(h, inner, growth, 3, 1, 1, false);
  }

  private static Value transition(Layers net, Value x, int width) {
    Value h = net.at("norm").batchNorm(x, width, NORM_EPS).relu();
    return net.at("conv").conv(h, width, width / 2, 1, 1, 0, false).averagePool(2, 2);
  }
}
