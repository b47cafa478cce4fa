package io.otherwise.world.flower;

import io.otherwise.world.Shapes;

/**
 * A petal, sepal or leaf as a flat shape in the picture, with a curved middle line. It remembers
 * where the last located sample lies on it.
 */
final class Blade {
  private final Outline outline;
  private final double x;
  private final double y;
  private final double ax;
  private final double ay;
  private final double length;
  private final double half;
  private final double sag;
  private final double slide;
  private final double notch;
  private final double ruffle;
  private final double phase;
  private final double reach;

  /** Share of the way from base to tip. */
  double u;

  /** Place across: -1 and 1 are the edges. */
  double s;

  /** Signed distance to the outline, negative inside. */
  double distance;

  /**
   * A shape along the curve base, middle, tip.
   *
   * @param half greatest half width
   * @param notch depth of the notch, as a share of the length
   * @param ruffle waviness of the edge, as a share of the width
   * @param phase where the waves begin
   */
  Blade(
      Outline outline,
      double[] base,
      double[] middle,
      double[] tip,
      double half,
      double notch,
      double ruffle,
      double phase) {
    this.outline = outline;
    this.half = half;
    this.notch = notch;
    this.ruffle = ruffle;
    this.phase = phase;
    x = base[0];
    y = base[1];
    double cx = tip[0] - x;
    double cy = tip[1] - y;
    double chord = Math.sqrt(cx * cx + cy * cy) + 1e-9;
    ax = cx / chord;
    ay = cy / chord;
    double mx = middle[0] - x - 0.5 * cx;
    double my = middle[1] - y - 0.5 * cy;
    // A blade seen from its tip keeps some length, as its thickness and curl show.
    length = Math.max(chord, 0.6 * half);
    sag = mx * -ay + my * ax;
    slide = Math.max(-0.2, Math.min(0.2, (mx * ax + my * ay) / length));
    reach = length + half + Math.abs(sag);
  }

  /** Finds the sample on the blade; false when it is farther outside than the margin. */
  boolean locate(double px, double py, double margin) {
    double dx = px - x;
    double dy = py - y;
    double far = reach + margin;
    if (dx * dx + dy * dy > far * far) {
      return false;
    }
    double t = (dx * ax + dy * ay) / length;
    double across = dy * ax - dx * ay;
    if (t < -0.5 || t > 1.5 || Math.abs(across) > half + Math.abs(sag) + margin) {
      return false;
    }
    double arch = 4 * t * (1 - t);
    across -= sag * arch;
    u = t - slide * arch;
    double wave = 0;
    if (ruffle > 0) {
      wave = ruffle * (triangle(u * 3.1 + phase) - 0.5);
      u *= 1 + 0.6 * ruffle * (triangle(across / half * 2.3 + phase) - 0.5);
    }
    double off = across / (0.75 * half);
    u /= 1 - notch * Math.max(0, 1 - off * off);
    double width = half * outline.at(u) * (1 + wave);
    s = across / Math.max(width, 0.25 * half);
    double slope = half * outline.slope(u) / length;
    distance = (Math.abs(across) - width) / Math.sqrt(1 + slope * slope);
    if (u < 0) {
      distance = Math.max(distance, -u * length);
    } else if (u > 1) {
      double over = (u - 1) * length;
      distance = Math.sqrt(across * across + over * over);
    }
    return distance < margin;
  }

  /** A soft wave between 0 and 1 with period 2. */
  private static double triangle(double v) {
    return Shapes.ramp(0, 1, Math.abs(v - 2 * Math.floor((v + 1) / 2)));
  }
}
