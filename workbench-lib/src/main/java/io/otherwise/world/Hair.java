package io.otherwise.world;

/** The hair, once behind the neck and once before the forehead and the temples. */
final class Hair implements Layer {
  private static final double MIDDLE = -0.35;

  private final Look look;
  private final boolean front;
  private final Rgb colour;
  private final double part;
  private final double width;
  private final double top;
  private final double end;
  private final double flare;
  private final double line;

  Hair(Look look, boolean front) {
    this.look = look;
    this.front = front;
    Identity who = look.who();
    double length = Shapes.steep(look.cues().hair());
    double bald = who.recession() * look.age();
    colour = look.hair(1);
    part = who.parting();
    width = who.faceWidth() + 0.05 + 0.5 * who.volume() + 0.10 * length;
    top = 1.05 + who.volume() * (1 - 0.25 * look.age());
    end = -0.12 + 2.1 * length;
    flare = 0.03 + 0.09 * Shapes.ramp(0.2, 1, end);
    line = -0.92 + 0.20 * who.fringe() * (1 - who.recession()) - 0.20 * bald;
  }

  @Override
  public void paint(Brush brush) {
    double alpha = brush.cover(outline(brush.x, brush.y));
    if (alpha <= 0) {
      return;
    }
    double strand = strand(brush.x, brush.y);
    double rim = 1;
    if (front) {
      double window = window(brush.x, brush.y) + 0.035 * strand;
      alpha *= 1 - Shapes.cover(window, brush.edge + 0.02);
      rim = 1 - 0.20 * Shapes.ramp(0.12, 0, window);
    }
    if (alpha > 0) {
      brush.over(colour, (front ? rim : 0.70) * shade(brush.x, brush.y, strand), alpha);
    }
  }

  private double outline(double x, double y) {
    double ax = Math.abs(x);
    double wave = look.texture().at(y * 3 + 13, x < 0 ? 2 : 8) * Shapes.ramp(0.2, 0.7, ax);
    wave *= 0.08 * look.who().curl();
    double w = width + wave;
    if (y < MIDDLE) {
      return Shapes.ellipse(x, y - MIDDLE, w, top + wave);
    }
    double side = ax - w - flare * Shapes.ramp(MIDDLE, 1.4, y);
    double tuck = 0.20 * Shapes.ramp(end - 0.5, end, y);
    return Math.max(side + tuck, y - end + wave + 0.15 * (ax - 1));
  }

  /** The opening through which the face looks; its top leans away from the parting. */
  private double window(double x, double y) {
    double half = 0.90 * look.who().faceWidth();
    double centre = 0.30;
    if (y > centre) {
      return Math.abs(x) - half - 0.04;
    }
    double share = Shapes.ramp(centre, -0.6, y);
    double shifted = x - 0.20 * part * share;
    double lean = 0.26 * part * x * share;
    return Shapes.ellipse(shifted, y - centre + lean, half + 0.04 * (1 - share), centre - line);
  }

  /** Streaks that fan out from the parting and fall down at the sides, in [-1, 1]. */
  private double strand(double x, double y) {
    double fan = (x - 0.35 * part) * 6.5 / (Math.max(y, -1.5) * 0.35 + 1.25);
    if (y > -0.4) {
      fan = (x - 0.35 * part) * 6.5 / (0.35 * -0.4 + 1.25);
    }
    return look.texture().at(fan + 20, 0.7 * y + 25);
  }

  /** Light on the crown, broken by the strands, and a darker parting. */
  private double shade(double x, double y, double strand) {
    double lx = look.moment().lightX();
    double crown = Shapes.hill(x - 0.5 * lx, y + 1.05, 1.0, 0.75);
    double side = 0.92 + 0.14 * x * lx - 0.10 * Math.max(0, y);
    double dx = x - 0.35 * part - 0.1 * part * (y + 1.2);
    double parting = Shapes.hill(dx, y + 1.18, 0.07, 0.32);
    double shade = side * (1 + 0.26 * crown + (0.10 + 0.12 * crown) * strand);
    return look.moment().exposure() * shade * (1 - 0.13 * parting);
  }
}
