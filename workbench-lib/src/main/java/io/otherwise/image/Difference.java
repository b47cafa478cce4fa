package io.otherwise.image;

import io.otherwise.explain.Image;

/**
 * Where two pictures of one size differ, as a picture. The mean over the channels is shown, so a
 * change of hue at equal brightness is weak in {@link #signed} and strong in {@link #heat}.
 */
public final class Difference {
  private Difference() {}

  /**
   * Mean absolute difference: black for none, through red and yellow to white at full scale.
   *
   * @param fullScale the difference that is white, in (0, 1]; one scale for all pictures that are
   *     compared
   */
  public static Image heat(Image before, Image after, double fullScale) {
    checkScale(fullScale);
    return painted(before, absolute(before, after), fullScale, Difference::hot);
  }

  /** Scaled to the largest difference of this pair; black all over where there is none. */
  public static Image heat(Image before, Image after) {
    float[] absolute = absolute(before, after);
    return painted(before, absolute, largest(absolute), Difference::hot);
  }

  /**
   * Mean signed difference: white for none, red where {@code after} is brighter, blue where it is
   * darker.
   */
  public static Image signed(Image before, Image after, double fullScale) {
    checkScale(fullScale);
    return painted(before, mean(before, after, false), fullScale, Difference::redAndBlue);
  }

  /** Scaled to the largest difference of this pair. */
  public static Image signed(Image before, Image after) {
    float[] mean = mean(before, after, false);
    return painted(before, mean, largest(mean), Difference::redAndBlue);
  }

  /** The mean over channels of |after - before|, height x width, in [0, 1]. */
  public static float[] absolute(Image before, Image after) {
    return mean(before, after, true);
  }

  private interface Palette {
    /** Red, green and blue, clamped by the caller. */
    float[] colour(float amount);
  }

  private static float[] hot(float amount) {
    return new float[] {3 * amount, 3 * amount - 1, 3 * amount - 2};
  }

  private static float[] redAndBlue(float amount) {
    return amount >= 0
        ? new float[] {1, 1 - amount, 1 - amount}
        : new float[] {1 + amount, 1 + amount, 1};
  }

  private static float[] mean(Image before, Image after, boolean absolute) {
    if (before.height() != after.height() || before.width() != after.width()) {
      throw new IllegalArgumentException(
          "a difference is taken between images of one size, but they are %s and %s; resize one"
              .formatted(before, after));
    }
    int pixels = before.height() * before.width();
    float[] a = before.values();
    float[] b = after.values();
    float[] out = new float[pixels];
    for (int i = 0; i < a.length; i++) {
      float change = b[i] - a[i];
      out[i % pixels] += (absolute ? Math.abs(change) : change) / Image.CHANNELS;
    }
    return out;
  }

  private static double largest(float[] changes) {
    double largest = 0;
    for (float change : changes) {
      largest = Math.max(largest, Math.abs(change));
    }
    return largest == 0 ? 1 : largest;
  }

  private static Image painted(Image like, float[] amounts, double fullScale, Palette palette) {
    int pixels = amounts.length;
    float[] out = new float[Image.CHANNELS * pixels];
    for (int i = 0; i < pixels; i++) {
      float[] colour = palette.colour((float) (amounts[i] / fullScale));
      for (int c = 0; c < Image.CHANNELS; c++) {
        out[c * pixels + i] = colour[c];
      }
    }
    return Image.clamped(like.id() + " difference", like.height(), like.width(), out);
  }

  private static void checkScale(double fullScale) {
    if (!(fullScale > 0 && fullScale <= 1)) {
      throw new IllegalArgumentException(
          "full scale is a difference in (0, 1], but was %s; leave it out to use the largest one"
              .formatted(fullScale));
    }
  }
}
