package io.otherwise.world;

/** Eyes, lids, bags and brows. */
final class Eyes implements Layer {
  private static final Rgb DARK = new Rgb(0.10, 0.07, 0.06);
  private static final Rgb BAG = new Rgb(0.42, 0.26, 0.31);
  private static final Rgb WHITE = new Rgb(0.95, 0.94, 0.92);
  private static final double HEIGHT = -0.06;

  private final Look look;
  private final double smile;
  private final double age;
  private final Rgb brow;

  Eyes(Look look) {
    this.look = look;
    smile = look.smile();
    age = look.age();
    brow = look.hair(0.8).mix(DARK, 0.45 * (1 - 0.6 * look.grey()));
  }

  @Override
  public void paint(Brush brush) {
    double ax = Math.abs(brush.fx);
    double dx = ax - look.who().eyeSpacing();
    double dy = brush.y - HEIGHT;
    if (Math.abs(dx) > 0.42 || Math.abs(dy) > 0.5) {
      return;
    }
    brow(brush, dx, dy);
    bags(brush, dx, dy);
    eye(brush, dx, dy, brush.fx < 0 ? -1 : 1);
  }

  private void eye(Brush brush, double dx, double dy, double sign) {
    double half = look.who().eyeSize();
    double t = dx / half;
    double arch = 1 - t * t;
    double droop = 0.045 * age * t;
    double upper = dy + (0.135 - 0.035 * age - 0.02 * smile) * arch - droop - 0.012 * t;
    double lower = (0.105 - 0.055 * smile) * arch - dy + droop;
    double open = Math.min(upper, lower);
    double inside = Shapes.cover(-open, brush.edge) * (arch > 0 ? 1 : 0);
    lids(brush, t, upper + droop, dy);
    if (inside > 0) {
      ball(brush, dx, dy, sign, upper, inside);
    }
    double lash = Math.abs(upper) - 0.030 - 0.012 * (1 - look.who().presentation());
    double end = Shapes.ramp(1.12, 0.9, Math.abs(t));
    brush.over(DARK, 1, 0.85 * end * brush.cover(lash));
    brush.times(1 - 0.25 * end * brush.cover(Math.abs(lower) - 0.015));
  }

  private void ball(Brush brush, double dx, double dy, double sign, double upper, double inside) {
    double ix = dx * sign - look.moment().gaze();
    double iy = dy + 0.02;
    double lit = 0.96 * look.moment().exposure() - 0.35 * Shapes.ramp(0.09, 0, upper);
    brush.over(WHITE, Math.min(lit, 1.02), inside);
    double radius = Math.sqrt(ix * ix + iy * iy);
    brush.over(
        look.who().iris(),
        1.15 - 0.3 * (upper < 0.06 ? 1 : 0),
        inside * brush.cover(radius - 0.112));
    brush.over(DARK, 0.6, inside * brush.cover(radius - 0.052));
    double glint =
        Shapes.hill(ix - 0.045 * Math.signum(look.moment().lightX()), iy + 0.04, 0.06, 0.06);
    brush.over(WHITE, 1.05, 0.9 * inside * glint);
  }

  /** The crease of the upper lid and, with age, a heavy fold. */
  private void lids(Brush brush, double t, double upper, double dy) {
    if (dy > 0 || Math.abs(t) > 1.3) {
      return;
    }
    double crease = 1 - Shapes.clamp(Math.abs(upper + 0.085) / 0.06);
    double fade = Shapes.ramp(1.3, 0.6, Math.abs(t));
    brush.times(1 - (0.20 + 0.12 * age) * fade * crease * crease);
  }

  private void bags(Brush brush, double dx, double dy) {
    double strength = look.cues().bags();
    double t = dx / 0.27;
    double arch = 1 - t * t;
    if (arch <= 0 || dy < 0) {
      return;
    }
    double depth = dy - 0.06 - 0.02 * smile;
    double rim = depth - 0.155 * arch;
    double pouch = Shapes.ramp(0, 0.05, depth) * Shapes.cover(rim, 0.05) * arch;
    brush.over(BAG.mix(look.who().skin(), 0.35), 0.95, 0.65 * strength * pouch);
    double line = 1 - Shapes.clamp(Math.abs(rim) / 0.055);
    brush.times(1 - (0.44 * strength + 0.07 * look.wrinkles()) * line * Shapes.ramp(0, 0.4, arch));
  }

  private void brow(Brush brush, double dx, double dy) {
    double t = (dx + 0.01) / 0.31;
    double at = -0.33 - look.who().browTilt() * t + 0.07 * t * t - 0.03 * smile + 0.03 * age;
    double thick = look.who().browThickness() * (1 - 0.15 * age) * (1.1 - 0.45 * Math.max(t, 0));
    double distance = Math.abs(dy - at) - thick;
    double ends = Shapes.ramp(1.08, 0.75, Math.abs(t));
    brush.over(brow, 1, 0.88 * ends * Shapes.cover(distance, brush.edge + 0.01));
  }
}
