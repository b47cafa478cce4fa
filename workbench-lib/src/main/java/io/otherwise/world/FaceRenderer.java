package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.List;

/**
 * Paints a face: layers from back to front at 2 x 2 samples a pixel, each shape with a soft edge.
 * Values are whole 255ths, so that an 8-bit file holds the picture without loss.
 */
final class FaceRenderer {
  private static final int SAMPLES = 2;

  /** Height of the middle of the head in the picture. */
  private static final double RAISE = -0.12;

  private final Look look;
  private final Head head;
  private final List<Layer> layers;
  private final double cos;
  private final double sin;

  FaceRenderer(Look look) {
    this.look = look;
    head = new Head(look);
    layers =
        List.of(
            new Backdrop(look),
            new Hair(look, false),
            new Body(look, head),
            new Skin(look, head),
            new Beard(look),
            new Eyes(look),
            new Mouth(look),
            new Hair(look, true),
            new Spectacles(look),
            new Occluder(look));
    cos = StrictMath.cos(look.moment().roll());
    sin = StrictMath.sin(look.moment().roll());
  }

  /** The picture of side x side pixels. */
  Image render(String id, int side) {
    double[] values = new double[3 * side * side];
    Brush brush = new Brush(Math.max(0.02, 1.8 / side));
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        pixel(brush, values, side, x, y);
      }
    }
    Blur.apply(values, side, look.cues().blur());
    return Image.clamped(id, side, side, eightBit(values));
  }

  private void pixel(Brush brush, double[] values, int side, int x, int y) {
    double r = 0;
    double g = 0;
    double b = 0;
    for (int sample = 0; sample < SAMPLES * SAMPLES; sample++) {
      int column = sample % SAMPLES;
      int row = sample / SAMPLES;
      double px = (x + (column + 0.5) / SAMPLES) * 4 / side - 2;
      double py = (y + (row + 0.5) / SAMPLES) * 4 / side - 2;
      place(brush, px, py);
      for (Layer layer : layers) {
        layer.paint(brush);
      }
      r += brush.r;
      g += brush.g;
      b += brush.b;
    }
    int at = y * side + x;
    int plane = side * side;
    double warmth = look.moment().warmth();
    values[at] = r / (SAMPLES * SAMPLES) * (1 + warmth);
    values[plane + at] = g / (SAMPLES * SAMPLES);
    values[2 * plane + at] = b / (SAMPLES * SAMPLES) * (1 - warmth);
  }

  /** From the picture to the upright, centred head and its turned features. */
  private void place(Brush brush, double px, double py) {
    Nuisance moment = look.moment();
    double dx = (px - moment.shiftX()) / moment.zoom();
    double dy = (py - moment.shiftY() - RAISE) / moment.zoom();
    brush.px = px;
    brush.py = py;
    brush.x = cos * dx + sin * dy;
    brush.y = cos * dy - sin * dx;
    brush.fx = brush.x - 0.16 * moment.yaw() * Math.max(0, 1 - brush.x * brush.x);
    brush.face = head.distance(brush.x, brush.y);
  }

  private static float[] eightBit(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) Math.floor(Shapes.clamp(values[i]) * 255 + 0.5) / 255f;
    }
    return rounded;
  }
}
