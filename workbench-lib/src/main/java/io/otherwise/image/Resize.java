package io.otherwise.image;

import io.otherwise.explain.Image;

/**
 * The two resamplers that published pipelines use, and the crops around them. They differ visibly
 * and move every number computed afterwards, so the name of the function says which one it is.
 *
 * <ul>
 *   <li>{@link #antialiased}: torch's {@code antialias=True}, and PIL's {@code Image.resize} on
 *       float images; {@link #eightBit} is the same on 8-bit images, rounding as PIL does: what
 *       data loaders do.
 *   <li>{@link #plain}: torch's {@code interpolate(align_corners=False)}; what networks do inside.
 * </ul>
 *
 * Results are in float; values that a cubic kernel throws outside [0, 1] are clamped.
 */
public final class Resize {
  private Resize() {}

  /** Resizes with the kernel widened by the reduction, so that no source pixel is skipped. */
  public static Image antialiased(Image image, int height, int width, Kernel kernel) {
    checkSize(height, width);
    return resampled(
        image,
        Taps.antialiased(image.height(), height, kernel),
        Taps.antialiased(image.width(), width, kernel));
  }

  /**
   * As {@link #antialiased}, in PIL's integer arithmetic: the image is rounded and clipped to 8
   * bits before, after the rows and after the columns. Equal to PIL to the bit.
   */
  public static Image eightBit(Image image, int height, int width, Kernel kernel) {
    checkSize(height, width);
    Taps rows = Taps.antialiased(image.height(), height, kernel);
    Taps columns = Taps.antialiased(image.width(), width, kernel);
    float[] out = Png.rounded(image).values();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.round(out[i] * 255f);
    }
    out = across(out, Image.CHANNELS * image.height(), image.width(), columns, Taps::applyEightBit);
    out = down(out, Image.CHANNELS, image.height(), width, rows, Taps::applyEightBit);
    for (int i = 0; i < out.length; i++) {
      out[i] /= 255f;
    }
    return Image.of(image.id(), height, width, out);
  }

  /** Resizes from the nearest 2 x 2 or 4 x 4 source pixels, however much is reduced. */
  public static Image plain(Image image, int height, int width, Kernel kernel) {
    checkSize(height, width);
    return resampled(
        image,
        Taps.plain(height, (double) image.height() / height, kernel),
        Taps.plain(width, (double) image.width() / width, kernel));
  }

  /** Repeats or drops pixels: {@code source = floor(i * from / to)}. For showing, not measuring. */
  public static Image nearest(Image image, int height, int width) {
    checkSize(height, width);
    float[] out = new float[Image.CHANNELS * height * width];
    for (int i = 0; i < out.length; i++) {
      int y = (int) ((long) (i / width % height) * image.height() / height);
      int x = (int) ((long) (i % width) * image.width() / width);
      out[i] = image.at(i / (height * width), y, x);
    }
    return Image.of(image.id(), height, width, out);
  }

  /**
   * Scales the shorter side to {@code side} and keeps the aspect, antialiased; the longer side is
   * rounded down, as torchvision's {@code Resize(side)} does.
   */
  public static Image shortSide(Image image, int side, Kernel kernel) {
    int shorter = Math.min(image.height(), image.width());
    int height = (int) ((long) side * image.height() / shorter);
    int width = (int) ((long) side * image.width() / shorter);
    return antialiased(image, height, width, kernel);
  }

  /** Scales both sides to {@code side}, antialiased, whatever the aspect. */
  public static Image squash(Image image, int side, Kernel kernel) {
    return antialiased(image, side, side, kernel);
  }

  /**
   * The middle of the image; an odd margin is split by rounding half to even, as torchvision's
   * {@code CenterCrop} does.
   *
   * @throws IllegalArgumentException if the image is smaller
   */
  public static Image centreCrop(Image image, int height, int width) {
    checkSize(height, width);
    if (height > image.height() || width > image.width()) {
      throw new IllegalArgumentException(
          "a crop lies inside its image, but %s x %s was asked of %s; resize it first"
              .formatted(width, height, image));
    }
    int top = (int) Math.rint((image.height() - height) / 2.0);
    int left = (int) Math.rint((image.width() - width) / 2.0);
    float[] out = new float[Image.CHANNELS * height * width];
    for (int i = 0; i < out.length; i++) {
      out[i] = image.at(i / (height * width), top + i / width % height, left + i % width);
    }
    return Image.of(image.id(), height, width, out);
  }

  private static Image resampled(Image image, Taps rows, Taps columns) {
    float[] out =
        planes(image.values(), Image.CHANNELS, image.height(), image.width(), rows, columns);
    return Image.clamped(image.id(), rows.size(), columns.size(), out);
  }

  /** Along the rows, then down the columns, the order of both references. */
  static float[] planes(
      float[] values, int planes, int height, int width, Taps rows, Taps columns) {
    float[] wide = across(values, planes * height, width, columns, Taps::apply);
    return down(wide, planes, height, columns.size(), rows, Taps::apply);
  }

  /** One output sample of a line of {@code length} samples that lie {@code stride} apart. */
  private interface Sampling {
    float at(Taps taps, int output, float[] source, int offset, int stride, int length);
  }

  private static float[] across(
      float[] values, int lines, int width, Taps columns, Sampling sampling) {
    int newWidth = columns.size();
    float[] out = new float[lines * newWidth];
    for (int i = 0; i < out.length; i++) {
      out[i] = sampling.at(columns, i % newWidth, values, i / newWidth * width, 1, width);
    }
    return out;
  }

  private static float[] down(
      float[] values, int planes, int height, int width, Taps rows, Sampling sampling) {
    int newHeight = rows.size();
    float[] out = new float[planes * newHeight * width];
    for (int i = 0; i < out.length; i++) {
      int offset = i / (newHeight * width) * height * width + i % width;
      out[i] = sampling.at(rows, i / width % newHeight, values, offset, width, height);
    }
    return out;
  }

  private static void checkSize(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image is at least 1 x 1, but %s x %s was asked for; give width and height in pixels"
              .formatted(width, height));
    }
  }
}
