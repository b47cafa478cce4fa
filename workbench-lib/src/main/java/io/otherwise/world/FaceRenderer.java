package io.otherwise.world;

import io.otherwise.explain.Image;
import java.util.List;

/** Paints a face: layers from back to front, each shape with a soft edge. */
final class FaceRenderer {
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
    double[] values = Canvas.paint(side, look.moment().warmth(), this::sample);
    Blur.apply(values, side, look.cues().blur());
    return Canvas.picture(id, side, values);
  }

  private void sample(Brush brush) {
    place(brush);
    for (Layer layer : layers) {
      layer.paint(brush);
    }
  }

  /** From the picture to the upright, centred head and its turned features. */
  private void place(Brush brush) {
    Nuisance moment = look.moment();
    double dx = (brush.px - moment.shiftX()) / moment.zoom();
    double dy = (brush.py - moment.shiftY() - RAISE) / moment.zoom();
    brush.x = cos * dx + sin * dy;
    brush.y = cos * dy - sin * dx;
    brush.fx = brush.x - 0.16 * moment.yaw() * Math.max(0, 1 - brush.x * brush.x);
    brush.face = head.distance(brush.x, brush.y);
  }
}
