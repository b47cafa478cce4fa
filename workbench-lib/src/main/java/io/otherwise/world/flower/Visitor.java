package io.otherwise.world.flower;

import io.otherwise.world.Brush;
import io.otherwise.world.Layer;
import io.otherwise.world.Rgb;
import io.otherwise.world.Shapes;

/** A rare blade of grass before the flower, or a bee on it. */
final class Visitor implements Layer {
  private static final Rgb GRASS = new Rgb(0.46, 0.58, 0.24);
  private static final Rgb AMBER = new Rgb(0.80, 0.55, 0.16);
  private static final Rgb DARK = new Rgb(0.14, 0.10, 0.07);
  private static final Rgb WING = new Rgb(0.90, 0.92, 0.95);

  private final Bloom bloom;
  private final Blade grass;
  private final double beeX;
  private final double beeY;

  Visitor(Bloom bloom) {
    this.bloom = bloom;
    Moment moment = bloom.moment();
    double side = moment.side();
    double foot = side * (0.3 + 0.9 * moment.place());
    double[] base = {foot, 2.3};
    double[] middle = {foot - side * 0.1, 0.7};
    double[] tip = {foot - side * (0.7 + 0.5 * moment.place()), -1.0 - 0.5 * moment.place()};
    grass = new Blade(new Outline(0.2, 0.1, 0.8), base, middle, tip, 0.10, 0, 0, 0);
    beeX = moment.shiftX() + side * (0.25 + 0.4 * moment.place());
    beeY = -0.28 + moment.shiftY() - 0.35 + 0.7 * moment.place();
  }

  @Override
  public void paint(Brush brush) {
    switch (bloom.moment().occluder()) {
      case GRASS -> grass(brush);
      case BEE -> bee(brush);
      case NONE -> {}
    }
  }

  private void grass(Brush brush) {
    if (grass.locate(brush.px(), brush.py(), 0.08)) {
      brush.times(1 - 0.18 * Shapes.ramp(0.08, 0, grass.distance));
      double fold = 0.95 + 0.14 * Math.max(-1, Math.min(1, grass.s));
      brush.over(GRASS, bloom.exposure() * fold, brush.cover(grass.distance));
    }
  }

  /** Head, striped body and two wings. */
  private void bee(Brush brush) {
    double side = bloom.moment().side();
    double dx = (brush.px() - beeX) * side;
    double dy = brush.py() - beeY;
    if (dx * dx + dy * dy > 0.4) {
      return;
    }
    double x = 0.92 * dx + 0.39 * dy;
    double y = 0.92 * dy - 0.39 * dx;
    double body = Shapes.ellipse(x - 0.05, y, 0.23, 0.125);
    double head = Shapes.ellipse(x + 0.22, y + 0.01, 0.085, 0.085);
    double near = Math.min(body, head);
    brush.times(1 - 0.28 * Shapes.ramp(0.10, 0, near));
    double stripe = x * 8.5;
    double band = Shapes.ramp(0.2, 0.45, Math.abs(stripe - Math.floor(stripe) - 0.5));
    double round = 1.08 - 2.2 * y - 9 * y * y;
    brush.over(AMBER.mix(DARK, band), bloom.exposure() * round, brush.cover(body));
    brush.over(AMBER.mix(DARK, 0.6), bloom.exposure() * round, brush.cover(head));
    double wing =
        Shapes.ellipse(
            0.8 * (x - 0.08) + 0.6 * (y + 0.17), 0.8 * (y + 0.17) - 0.6 * (x - 0.08), 0.08, 0.19);
    brush.over(WING, bloom.exposure(), 0.55 * brush.cover(wing));
  }
}
