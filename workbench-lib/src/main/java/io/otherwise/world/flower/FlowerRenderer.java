package io.otherwise.world.flower;

import io.otherwise.explain.Image;
import io.otherwise.world.Brush;
import io.otherwise.world.Canvas;
import io.otherwise.world.Layer;
import java.util.List;

/** Paints a flower: layers from back to front, each shape with a soft edge. */
final class FlowerRenderer {
  private final List<Layer> layers;
  private final double warmth;

  FlowerRenderer(Bloom bloom) {
    layers = List.of(new Garden(bloom), new Stalk(bloom), new Corolla(bloom), new Visitor(bloom));
    warmth = bloom.moment().warmth();
  }

  /** The picture of side x side pixels. */
  Image render(String id, int side) {
    return Canvas.picture(id, side, Canvas.paint(side, warmth, this::sample));
  }

  private void sample(Brush brush) {
    for (Layer layer : layers) {
      layer.paint(brush);
    }
  }
}
