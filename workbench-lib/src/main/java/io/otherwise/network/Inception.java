package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Branches of different reach side by side; the network of the Fréchet inception distance.
 *
 * <p>Szegedy et al. (2016), <a href="https://arxiv.org/abs/1512.00567">Rethinking the Inception
 * Architecture for Computer Vision</a>, in the form of <a
 * href="https://github.com/mseitzer/pytorch-fid">pytorch-fid</a>, whose weights come from
 * TensorFlow's release of 2015-12-05. Keys are torchvision's. This form differs from torchvision's:
 * means over a neighbourhood leave out what lies outside of the image, and the last block takes
 * maxima where all others take means.
 *
 * <p>Its four published outputs are the layers named by {@link #BLOCKS}: N x 64 x 73 x 73, N x 192
 * x 35 x 35, N x 768 x 17 x 17 and the pooled N x 2048, of an image of 299 x 299.
 *
 * @param share by how much every width is divided: 1 in the published network, up to {@value
 *     #LARGEST_SHARE} to keep a test small
 * @param resized whether the image is first resized (bilinear) to {@value #SIDE} x {@value #SIDE}
 * @param normalised whether the image is in [0, 1] and the network maps it to [-1, 1] itself
 * @param classes scores of an image; the distance uses none of them
 */
public record Inception(int share, boolean resized, boolean normalised, int classes)
    implements ImageNetwork {
  /** The layers whose values pytorch-fid hands out as blocks 0 to 3. */
  public static final List<String> BLOCKS = List.of("maxpool1", "maxpool2", "Mixed_6e", "avgpool");

  /** Side of the images the weights were trained on. */
  public static final int SIDE = 299;

  /** The largest common divisor of all widths. */
  static final int LARGEST_SHARE = 16;

  public Inception {
    if (share < 1 || LARGEST_SHARE % share != 0 || classes < 1) {
      throw new IllegalArgumentException(
          "an Inception network divides its widths by 1, 2, 4, 8 or 16 and has at least 1 class,"
              + " but had share "
              + share
              + " and "
              + classes
              + " classes; the published one has 1 and 1008");
    }
  }

  /** As pytorch-fid calls it: images in [0, 1] of any size, 23.9 million weights. */
  public static Inception fid() {
    return new Inception(1, true, true, 1008);
  }

  /** Width of the pooled features. */
  public int features() {
    return 2048 / share;
  }

  @Override
  public Activations forward(Layers place, Value image) {
    Map<String, Value> layers = new LinkedHashMap<>();
    Layers net = place.tapping(layers);
    Value x = resized ? image.bilinear(SIDE, SIDE) : image;
    x = normalised ? x.times(2.0).plus(-1.0) : x;
    x = new InceptionBlocks(share, net).written(x);
    Value pooled = net.at("avgpool").tap(x.mean(2, 3));
    Value logits = net.at("fc").tap(net.at("fc").linear(pooled, features(), classes));
    return new Activations(logits, layers);
  }
}
