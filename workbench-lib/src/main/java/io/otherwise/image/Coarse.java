package io.otherwise.image;

import io.otherwise.explain.Image;

/**
 * How coarse a change of a picture is: the share of its squared differences that remains when each
 * block is replaced by its mean. A shifted brightness is 1; noise is 1 over the pixels of a block.
 */
public final class Coarse {
  private Coarse() {}

  /**
   * The share in [0, 1]; NaN where nothing changed.
   *
   * @param block side of the blocks in pixels; sides of the pictures are multiples of it
   */
  public static double share(Image before, Image after, int block) {
    int height = before.height();
    int width = before.width();
    if (after.height() != height || after.width() != width) {
      throw new IllegalArgumentException(
          "a change is between pictures of one size, but %s became %s; resize one"
              .formatted(before, after));
    }
    if (block < 1 || height % block != 0 || width % block != 0) {
      throw new IllegalArgumentException(
          "blocks fill a picture, but those of %d pixels do not fill %d x %d; take a divisor"
              .formatted(block, height, width));
    }
    double[] sums = new double[Image.CHANNELS * (height / block) * (width / block)];
    float[] from = before.values();
    float[] to = after.values();
    double all = 0;
    for (int i = 0; i < from.length; i++) {
      double change = (double) to[i] - from[i];
      int row = i / width / block;
      sums[row * (width / block) + i % width / block] += change;
      all += change * change;
    }
    double coarse = 0;
    for (double sum : sums) {
      coarse += sum * sum / (block * block);
    }
    return all == 0 ? Double.NaN : coarse / all;
  }
}
