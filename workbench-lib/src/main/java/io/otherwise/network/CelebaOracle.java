package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The judge of CelebA's 40 attributes: VGGFace2's ResNet-50 with 128 features, and a dense layer.
 *
 * <p>Jacob et al. (2022), <a href="https://arxiv.org/abs/2111.09094">STEEX</a>, trained on Cao et
 * al. (2018), VGGFace2; the evaluations of DiME and ACE use it. Keys are those of {@code
 * oracle.pth}, whose parts {@code feat_extract} and {@code classifier} become the first step of a
 * key.
 *
 * <p>The network prepares the image itself: from [-1, 1] to [0, 1], red, green, blue to blue,
 * green, red, less the means, to {@code side} x {@code side} pixels. The means are in the order of
 * red, green and blue although the channels no longer are: the weights were trained with that slip,
 * so it stays.
 *
 * @param trunk the network below; its own classifier is not used
 * @param embedding channels of the convolution between the trunk and the classifier
 * @param side to which the image is resized (bicubic)
 * @param classes attributes
 */
public record CelebaOracle(FaceResNet trunk, int embedding, int side, int classes)
    implements ImageNetwork {
  /** Layer with the image as the first convolution sees it. */
  public static final String PREPARED = "prepared";

  /** Layer with the features that the classifier sees. */
  public static final String FEATURES = "feat_extract.feat_extract";

  private static final double[] MEANS = {131.0912, 103.8827, 91.4953};

  public CelebaOracle {
    if (embedding < 1 || side < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "an oracle has at least 1 feature, pixel and attribute, but had "
              + embedding
              + ", side "
              + side
              + " and "
              + classes
              + "; the published one has 128, 224 and 40");
    }
    trunk = trunk.headless();
  }

  /** The published oracle, 23.8 million weights. */
  public static CelebaOracle published() {
    return new CelebaOracle(FaceResNet.resnet50(FaceResNet.Names.CAFFE, 0), 128, 224, 40);
  }

  /**
   * Writes the network.
   *
   * @param image N x 3 x H x W, red, green and blue in [-1, 1], of any size
   */
  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> layers = new LinkedHashMap<>();
    Layers net = place.tapping(layers);
    Layers body = net.at("feat_extract");
    Value prepared = net.at(PREPARED).tap(prepared(image));
    Activations seen = trunk.forward(body, prepared);
    layers.putAll(seen.layers());
    Value pooled = seen.logits().unsqueeze(-1).unsqueeze(-1);
    Layers last = body.at("feat_extract");
    Value features = last.conv(pooled, trunk.features(), embedding, 1, 1, 0, false).flatten(1);
    last.tap(features);
    Layers head = net.at("classifier");
    Value logits = head.tap(head.linear(features, embedding, classes));
    return new Activations(logits, layers);
  }

  private Value prepared(Value image) {
    Value bgr = image.plus(1.0).over(2.0).reversedChannels();
    Value means = bgr.channels(MEANS).over(255.0);
    return bgr.minus(means).bicubic(side, side);
  }
}
