package io.otherwise.network;

import io.otherwise.tensor.Layers;
import io.otherwise.tensor.Script.Value;

/**
 * The first convolution of a ResNet or DenseNet.
 *
 * @param patch side of the pixel blocks moved into channels first: 1 in the published models, 2 to
 *     keep a small model cheap
 * @param kernel side of the convolution's kernel, odd
 * @param stride of the convolution
 * @param pool whether a 3 x 3 maximum of stride 2 follows the normalised convolution
 */
public record Stem(int patch, int kernel, int stride, boolean pool) {
  /** A 7 x 7 convolution and a maximum, each of stride 2: the image shrinks fourfold. */
  public static final Stem PUBLISHED = new Stem(1, 7, 2, true);

  /** For pictures of 64 x 64: blocks of 2 x 2 pixels, a 3 x 3 convolution, a maximum. */
  public static final Stem SMALL = new Stem(2, 3, 1, true);

  public Stem {
    if (patch < 1 || stride < 1 || kernel < 1 || kernel % 2 == 0) {
      throw new IllegalArgumentException(
          "a stem needs a patch and a stride of at least 1 and an odd kernel, but had "
              + patch
              + ", "
              + stride
              + " and "
              + kernel
              + "; the published models use 1, 2 and 7");
    }
  }

  /** By how much the stem shrinks a side. */
  public int factor() {
    return patch * stride * (pool ? 2 : 1);
  }

  Value conv(Layers net, Value image, long width) {
    Value x = patch == 1 ? image : image.spaceToDepth(patch);
    return net.conv(x, 3L * patch * patch, width, kernel, stride, kernel / 2, false);
  }

  Value pooled(Value x) {
    return pool ? x.maxPool(3, 2, 1) : x;
  }
}
