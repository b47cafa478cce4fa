package io.otherwise.world;

/** Soft shapes from additions, products and square roots alone: the same bits on every machine. */
public final class Shapes {
  private Shapes() {}

  /** The nearest value in [0, 1]. */
  public static double clamp(double v) {
    return v < 0 ? 0 : v > 1 ? 1 : v;
  }

  /** 0 below {@code low}, 1 above {@code high}, a smooth cubic between. */
  public static double ramp(double low, double high, double v) {
    double t = clamp((v - low) / (high - low));
    return t * t * (3 - 2 * t);
  }

  /** Coverage of a shape at a signed distance (negative inside), with an edge of half width w. */
  public static double cover(double distance, double w) {
    return ramp(w, -w, distance);
  }

  /** A hill of height 1 around a point that ends at the ellipse with radii rx and ry. */
  public static double hill(double dx, double dy, double rx, double ry) {
    double left = 1 - dx * dx / (rx * rx) - dy * dy / (ry * ry);
    return left <= 0 ? 0 : left * left;
  }

  /** Approximate signed distance to an ellipse. */
  public static double ellipse(double dx, double dy, double rx, double ry) {
    double px = dx / rx;
    double py = dy / ry;
    double f = px * px + py * py;
    double gx = px / rx;
    double gy = py / ry;
    double slope = Math.sqrt(gx * gx + gy * gy);
    return slope < 1e-9 ? -Math.min(rx, ry) : (f - 1) / (2 * slope);
  }

  /** Distance to the segment from a to b. */
  public static double segment(double x, double y, double ax, double ay, double bx, double by) {
    double ux = bx - ax;
    double uy = by - ay;
    double t = clamp(((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy));
    double dx = x - ax - t * ux;
    double dy = y - ay - t * uy;
    return Math.sqrt(dx * dx + dy * dy);
  }

  /** Signed distance to a rectangle with rounded corners. */
  public static double box(double dx, double dy, double hx, double hy, double radius) {
    double qx = Math.abs(dx) - hx + radius;
    double qy = Math.abs(dy) - hy + radius;
    double ox = Math.max(qx, 0);
    double oy = Math.max(qy, 0);
    return Math.sqrt(ox * ox + oy * oy) + Math.min(Math.max(qx, qy), 0) - radius;
  }

  /** Steepens the middle of [0, 1], so that a boundary at one half is easier to see. */
  public static double steep(double v) {
    return 0.3 * v + 0.7 * ramp(0.15, 0.85, v);
  }
}
