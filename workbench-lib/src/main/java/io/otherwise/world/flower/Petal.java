package io.otherwise.world.flower;

import io.otherwise.world.Brush;
import io.otherwise.world.Rgb;
import io.otherwise.world.Shapes;

/** One petal or sepal: a curved surface in space, drawn where the view sees it. */
final class Petal {
  /** Where a petal lies in the flower. */
  record Seat(double angle, double length, double half, double rise, double bend) {}

  /** How far a shadow reaches. */
  private static final double SHADOW = 0.16;

  private final Bloom bloom;
  private final boolean sepal;
  private final Seat seat;
  private final double[] out;
  private final double[] side;
  private final double[] low;
  private final double[] high;
  private final Blade blade;
  private final double depth;
  private final boolean before;
  private final double shift;

  Petal(Bloom bloom, Outline outline, Seat seat, boolean sepal, double phase) {
    this.bloom = bloom;
    this.seat = seat;
    this.sepal = sepal;
    Pose pose = bloom.pose();
    double c = StrictMath.cos(seat.angle());
    double s = StrictMath.sin(seat.angle());
    out = mix(pose.across, c, pose.near, s);
    side = mix(pose.across, -s, pose.near, c);
    low = frame(pose, seat.rise());
    high = frame(pose, seat.rise() + seat.bend());
    double[] centre = frame(pose, seat.rise() + 0.5 * seat.bend());
    double[] base = {pose.x, pose.y, 0};
    double step = 0.5 * seat.length() * pose.scale;
    double[] middle = mix(base, 1, mix(low, 0.5, centre, 0.5), step);
    double[] tip = mix(middle, 1, mix(centre, 0.5, high, 0.5), step);
    Petals petals = bloom.form().petals();
    double half = seat.half() * pose.scale * visible(base, tip, petals.cup());
    double[] normal = mix(out, -centre[3], pose.axis, centre[4]);
    before = out[2] > 0 && normal[2] < 0.3;
    depth = middle[2];
    shift = phase;
    blade =
        new Blade(
            outline,
            base,
            middle,
            tip,
            half,
            sepal ? 0 : petals.notch(),
            sepal ? 0 : petals.ruffle(),
            phase);
  }

  /** Direction along the petal at an elevation, then its sine and cosine. */
  private double[] frame(Pose pose, double elevation) {
    double s = StrictMath.sin(elevation);
    double c = StrictMath.cos(elevation);
    double[] d = mix(out, c, pose.axis, s);
    return new double[] {d[0], d[1], d[2], s, c};
  }

  /** Share of the width that the view sees; a channelled petal is never seen as a line. */
  private double visible(double[] base, double[] tip, double cup) {
    double cx = tip[0] - base[0];
    double cy = tip[1] - base[1];
    double chord = Math.sqrt(cx * cx + cy * cy) + 1e-9;
    double flat = (cx * side[1] - cy * side[0]) / chord;
    double least = 0.25 + 0.45 * cup;
    return Math.min(1, Math.sqrt(flat * flat + least * least * (1 - flat * flat)));
  }

  /** True when the view sees its outer side before the middle of the flower. */
  boolean before() {
    return before;
  }

  double depth() {
    return depth;
  }

  /**
   * Paints the petal and its soft shadow.
   *
   * @param covered how far the flower covers the sample already: shadows fall on the flower alone
   * @return how far it covers the sample now
   */
  double paint(Brush brush, double covered) {
    if (!blade.locate(brush.px(), brush.py(), SHADOW)) {
      return covered;
    }
    double alpha = brush.cover(blade.distance);
    if (alpha < 1 && covered > 0) {
      brush.times(
          1 - bloom.shadow() * Shapes.ramp(SHADOW, 0, blade.distance) * (1 - alpha) * covered);
    }
    if (alpha > 0) {
      surface(brush, alpha);
    }
    return covered + (1 - covered) * alpha;
  }

  private void surface(Brush brush, double alpha) {
    double u = Shapes.clamp(blade.u);
    double s = Math.max(-1, Math.min(1, blade.s));
    double sin = low[3] + (high[3] - low[3]) * u;
    double cos = low[4] + (high[4] - low[4]) * u;
    Pose pose = bloom.pose();
    double curl = 0.75 * bloom.form().petals().cup() * s;
    double nx = -sin * out[0] + cos * pose.axis[0] - curl * side[0];
    double ny = -sin * out[1] + cos * pose.axis[1] - curl * side[1];
    double nz = -sin * out[2] + cos * pose.axis[2] - curl * side[2];
    double back = Shapes.ramp(0.12, -0.12, nz);
    double turn = nz < 0 ? -1 : 1;
    double shade = bloom.exposure() * pose.shade(turn * nx, turn * ny, turn * nz);
    double deep = 1 - 0.22 * Shapes.ramp(0.45, 0, u) * (1 - back);
    double rim = 1 - 0.10 * Shapes.ramp(-0.07, 0, blade.distance);
    brush.over(sepal ? green(u) : colour(u, s, back), shade * deep * rim, alpha);
  }

  private Rgb green(double u) {
    Rgb leaf = bloom.form().foliage().colour();
    return leaf.mix(leaf.times(1.25).plus(0.05, 0.05, 0), u);
  }

  private Rgb colour(double u, double s, double back) {
    Colours colours = bloom.colours();
    Marks marks = bloom.form().marks();
    Rgb colour = colours.at(u).mix(colours.back(), 0.8 * back);
    double strength = bloom.marks();
    double vein = vein(u, s, marks.lines()) * marks.veins() * strength;
    colour = colour.mix(marks.colour(), 0.5 * vein * (1 - 0.5 * back));
    double wave = 0.06 * bloom.texture().at(s * 2.5 + 3 * shift, shift);
    double blotch =
        Shapes.ramp(marks.reach() + 0.10, marks.reach() - 0.06, u + wave + 0.10 * s * s);
    colour = colour.mix(marks.colour(), blotch * marks.blotch() * strength * (1 - 0.6 * back));
    colour = colour.mix(marks.colour(), spots(u, s) * marks.spots() * strength * (1 - 0.7 * back));
    double mottle = bloom.texture().at(u * 5 + 7 * shift, s * 2 + 11);
    return colour.times(1 + 0.035 * mottle);
  }

  /** Lines that fan out from the base and fade towards the tip. */
  private static double vein(double u, double s, double lines) {
    double at = (s + 1) / 2 * lines;
    double off = Math.abs(at - Math.floor(at) - 0.5) * 2;
    return Shapes.ramp(0.55, 0, off) * Shapes.ramp(1.02, 0.55, u);
  }

  /** Freckles in loose rows over the lower two thirds. */
  private double spots(double u, double s) {
    double row = u * 8;
    double i = Math.floor(row);
    double column = s * 1.6 + 0.5 * (i - 2 * Math.floor(i / 2)) + 8;
    double j = Math.floor(column);
    double jx = 0.25 * bloom.texture().at(i * 1.7 + 9 * shift, j * 2.3);
    double jy = 0.25 * bloom.texture().at(i * 2.9 + 5 * shift, j * 1.3 + 20);
    double dot = Shapes.hill(row - i - 0.5 - jx, column - j - 0.5 - jy, 0.46, 0.42);
    return Shapes.ramp(0.1, 0.5, dot) * Shapes.ramp(0.78, 0.62, u) * Shapes.ramp(0.06, 0.16, u);
  }

  /** a * x + b * y for points in space. */
  private static double[] mix(double[] a, double x, double[] b, double y) {
    return new double[] {a[0] * x + b[0] * y, a[1] * x + b[1] * y, a[2] * x + b[2] * y};
  }
}
