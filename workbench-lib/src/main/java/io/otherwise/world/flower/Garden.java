package io.otherwise.world.flower;

import io.otherwise.world.Brush;
import io.otherwise.world.Layer;
import io.otherwise.world.Rgb;
import io.otherwise.world.Shapes;

/** An out-of-focus garden, or dry earth and stone where the trait ground says so. */
record Garden(Bloom bloom) implements Layer {
  private static final Rgb LAWN = new Rgb(0.30, 0.42, 0.18);
  private static final Rgb SHADE = new Rgb(0.13, 0.22, 0.12);
  private static final Rgb HAZE = new Rgb(0.62, 0.72, 0.56);
  private static final Rgb EARTH = new Rgb(0.50, 0.40, 0.30);
  private static final Rgb SOIL = new Rgb(0.30, 0.23, 0.18);
  private static final Rgb STONE = new Rgb(0.72, 0.66, 0.57);

  @Override
  public void paint(Brush brush) {
    Moment moment = bloom.moment();
    double x = brush.px();
    double y = brush.py();
    double wide = bloom.texture().at(x * 0.7 + 7.3, y * 0.55 + 3.1);
    double middle = bloom.texture().at(x * 1.5 + 17.7, y * 0.9 + 9.9);
    double light = moment.bed() * (1 + 0.10 * middle);
    double high = Shapes.ramp(moment.sky() + 0.9, moment.sky() - 0.9, y);
    double ground = bloom.ground();
    if (ground < 1) {
      Rgb green = LAWN.mix(SHADE, Shapes.ramp(-0.2, 0.7, wide)).mix(HAZE, 0.75 * high);
      brush.over(green, light, 1);
      stalks(brush, x, y, high);
    }
    if (ground > 0) {
      double one = bloom.texture().at(x * 2.1 + 1.3 * y + 51, y * 2.3 - 1.1 * x + 33);
      double two = bloom.texture().at(x * 1.7 - 2.9 * y + 11, y * 1.6 + 2.7 * x + 21);
      Rgb dry = EARTH.mix(SOIL, Shapes.ramp(0, 0.8, wide)).mix(STONE, 0.75 * high);
      dry = dry.mix(STONE, 0.30 * Shapes.ramp(-0.1, 0.9, one + 0.6 * two) * (1 - high));
      brush.over(dry, light, ground);
    }
    spots(brush, x, y, ground);
    double away = (x * x + y * y) / 8;
    brush.times((1.03 - 0.16 * away) * moment.exposure());
    double grain = bloom.texture().at(x * 13 + 3, y * 13 + 8);
    brush.times(1 + 0.012 * grain);
  }

  /** Blurred stalks and blades far behind. */
  private void stalks(Brush brush, double x, double y, double high) {
    double slant = x * 2.6 + 0.25 * y + 0.8 * bloom.texture().at(y * 0.5 + 60, 4);
    double streak = bloom.texture().at(slant + 30, y * 0.22 + 12);
    brush.times(1 + 0.22 * streak * (1 - high) * Shapes.ramp(-1.6, 1.2, y));
  }

  private void spots(Brush brush, double x, double y, double ground) {
    for (Moment.Spot spot : bloom.moment().spots()) {
      double dx = x - spot.x();
      double dy = y - spot.y();
      double radius = spot.radius();
      double far = Math.sqrt(dx * dx + dy * dy) / radius;
      if (far < 1) {
        double soft = Shapes.ramp(1, 0.45, far) * (0.9 + 0.1 * far);
        brush.over(spot.colour(), 1, spot.strength() * soft * (1 - 0.7 * ground));
      }
    }
  }
}
