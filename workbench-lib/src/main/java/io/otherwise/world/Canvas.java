package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.function.Consumer;

/**
 * Turns what a brush paints into a picture: 2 x 2 samples a pixel, values in whole 255ths, so that
 * an 8-bit file holds the picture without loss.
 */
public final class Canvas {
  private static final int SAMPLES = 2;

  private Canvas() {}

  /**
   * Paints every sample of a picture that spans [-2, 2] both ways.
   *
   * @param warmth added to red and taken from blue, about 0
   * @param painter told to paint where the brush is
   * @return 3 x side x side means over the samples of a pixel
   */
  public static double[] paint(int side, double warmth, Consumer<Brush> painter) {
    double[] values = new double[3 * side * side];
    Brush brush = new Brush(Math.max(0.02, 1.8 / side));
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        pixel(brush, painter, values, side, warmth, x, y);
      }
    }
    return values;
  }

  private static void pixel(
      Brush brush,
      Consumer<Brush> painter,
      double[] values,
      int side,
      double warmth,
      int x,
      int y) {
    double r = 0;
    double g = 0;
    double b = 0;
    for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
      int column = sample % SAMPLES;
      int row = sample / SAMPLES;
      brush.px = (x + (column + 0.5) / SAMPLES) * 4 / side - 2;
      brush.py = (y + (row + 0.5) / SAMPLES) * 4 / side - 2;
      painter.accept(brush);
      r += brush.r;
      g += brush.g;
      b += brush.b;
    }
    int at = y * side + x;
    int plane = side * side;
    values[at] = r / (SAMPLES * SAMPLES) * (1 + warmth);
    values[plane + at] = g / (SAMPLES * SAMPLES);
    values[2 * plane + at] = b / (SAMPLES * SAMPLES) * (1 - warmth);
  }

  /** The picture of 3 x side x side values, each rounded to a whole 255th. */
  public static Image picture(String id, int side, double... values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) Math.floor(Shapes.clamp(values[i]) * 255 + 0.5) / 255f;
    }
    return Image.clamped(id, side, side, rounded);
  }
}
