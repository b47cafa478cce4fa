package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Blocks that add a correction to what they were given.
 *
 * <p>He et al. (2016), <a href="https://arxiv.org/abs/1512.03385">Deep Residual Learning for Image
 * Recognition</a>. Keys are torchvision's; so is the stride, which a bottleneck block has in its 3
 * x 3 convolution.
 *
 * @param bottleneck whether a block is 1 x 1, 3 x 3, 1 x 1 (fourfold width) instead of twice 3 x 3
 * @param blocks blocks in each stage; a stage doubles the width and, but for the first, halves the
 *     sides
 * @param width channels of the stem and of the first stage's 3 x 3 convolutions
 * @param classes scores of an image; 1 for a binary classifier with one logit; 0 for none at all:
 *     the pooled features stand in their place
 */
public record ResNet(boolean bottleneck, List<Integer> blocks, int width, int classes, Stem stem)
    implements ImageNetwork {
  private static final double NORM_EPS = 1e-5;
  private static final int EXPANSION = 4;

  public ResNet {
    blocks = List.copyOf(blocks);
    if (width < 1 || classes < 0 || blocks.isEmpty()) {
      throw new IllegalArgumentException(
          "a ResNet needs at least 1 stage and channel and no fewer than 0 classes, but had blocks "
              + blocks
              + ", "
              + classes
              + " classes and width "
              + width
              + "; ResNet-18 has [2, 2, 2, 2], 1000 and 64");
    }
  }

  /** ResNet-18, 11.7 million weights with 1,000 classes. */
  public static ResNet resnet18(int classes) {
    return new ResNet(false, List.of(2, 2, 2, 2), 64, classes, Stem.PUBLISHED);
  }

  /** ResNet-50, 25.6 million weights with 1,000 classes. */
  public static ResNet resnet50(int classes) {
    return new ResNet(true, List.of(3, 4, 6, 3), 64, classes, Stem.PUBLISHED);
  }

  /** The same layers without the classifier: what it gives are the pooled features. */
  public ResNet headless() {
    return new ResNet(bottleneck, blocks, width, 0, stem);
  }

  /** Channels that the classifier sees. */
  public int features() {
    return outWidth(blocks.size() - 1);
  }

  private int outWidth(int stage) {
    return (width << stage) * (bottleneck ? EXPANSION : 1);
  }

  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> layers = new LinkedHashMap<>();
    Layers net = place.tapping(layers);
    Value x = net.at("conv1").tap(stem.conv(net.at("conv1"), image, width));
    x = net.at("bn1").tap(net.at("bn1").batchNorm(x, width, NORM_EPS)).relu();
    x = net.at("maxpool").tap(stem.pooled(x));
    int now = width;
    for (int stage = 0; stage < blocks.size(); stage++) {
      Layers at = net.at("layer" + (stage + 1));
      for (int i = 0; i < blocks.get(stage); i++) {
        int stride = stage > 0 && i == 0 ? 2 : 1;
        x = at.at(i).tap(block(at.at(i), x, now, stage, stride));
        now = outWidth(stage);
      }
      at.tap(x);
    }
    Value pooled = net.at("avgpool").tap(x.mean(2, 3));
    if (classes == 0) {
      return new Activations(pooled, layers);
    }
    Value logits = net.at("fc").tap(net.at("fc").linear(pooled, now, classes));
    return new Activations(logits, layers);
  }

  private Value block(Layers net, Value x, int in, int stage, int stride) {
    int inner = width << stage;
    int out = outWidth(stage);
    Value h = bottleneck ? narrow(net, x, in, inner, stride) : wide(net, x, in, inner, stride);
    Value kept = x;
    if (stride != 1 || in != out) {
      Layers down = net.at("downsample");
      kept = down.at(0).conv(x, in, out, 1, stride, 0, false);
      kept = down.at(1).batchNorm(kept, out, NORM_EPS);
    }
    return h.plus(kept).relu();
  }

  private static Value wide(Layers net, Value x, int in, int out, int stride) {
    Value h = conv(net.at("conv1"), x, in, out, 3, stride);
    h = norm(net.at("bn1"), h, out).relu();
    h = conv(net.at("conv2"), h, out, out, 3, 1);
    return norm(net.at("bn2"), h, out);
  }

  private static Value narrow(Layers net, Value x, int in, int inner, int stride) {
    int out = EXPANSION * inner;
    Value h = conv(net.at("conv1"), x, in, inner, 1, 1);
    h = norm(net.at("bn1"), h, inner).relu();
    h = conv(net.at("conv2"), h, inner, inner, 3, stride);
    h = norm(net.at("bn2"), h, inner).relu();
    h = conv(net.at("conv3"), h, inner, out, 1, 1);
    return norm(net.at("bn3"), h, out);
  }

  private static Value conv(Layers at, Value x, int in, int out, int kernel, int stride) {
    return at.tap(at.conv(x, in, out, kernel, stride, kernel / 2, false));
  }

  private static Value norm(Layers at, Value x, int channels) {
    return at.tap(at.batchNorm(x, channels, NORM_EPS));
  }
}
