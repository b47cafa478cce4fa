package io.otherwise.world;

/** The outline of the face and the light on its relief. */
final class Head {
  private final Look look;
  private final double width;
  private final double chin;
  private final double square;
  private final double taper;
  private final double[] light;
  private final double smile;
  private final double age;

  /** Height of the middle of the head, where the outline is widest. */
  private static final double MIDDLE = -0.1;

  /** Height of the top of the skull. */
  private static final double TOP = -1.32;

  Head(Look look) {
    this.look = look;
    smile = look.smile();
    age = look.age();
    width = look.who().faceWidth() * (1 + 0.02 * smile + 0.02 * age);
    chin = look.who().chin() + 0.02 * age;
    square = Math.min(0.75, look.who().jaw() + 0.35 * age);
    taper = look.who().taper() * (1 - 0.55 * age);
    light = light(look.moment());
  }

  private static double[] light(Nuisance moment) {
    double x = moment.lightX();
    double y = moment.lightY();
    double length = Math.sqrt(x * x + y * y + 1);
    return new double[] {x / length, y / length, 1 / length};
  }

  double chin() {
    return chin;
  }

  /** Signed distance to the outline, negative inside. */
  double distance(double x, double y) {
    double half = y > MIDDLE ? chin - MIDDLE : MIDDLE - TOP;
    double t = (y - MIDDLE) / half;
    double w = t > 0 ? width * (1 - taper * Math.min(t, 1.2)) : width;
    w += 0.05 * smile * Shapes.hill(0, y - 0.45, 1, 0.5);
    double s = t > 0 ? square : 0.25;
    double t2 = t * t;
    double f = x * x / (w * w) + (1 - s) * t2 + s * t2 * t2 - 1;
    double gx = 2 * x / (w * w);
    double gy = (2 * (1 - s) * t + 4 * s * t * t2) / half;
    return f / Math.max(0.5, Math.sqrt(gx * gx + gy * gy));
  }

  /** Brightness of the skin at a point of the head: ambient plus diffuse light on the relief. */
  double shade(double x, double y, double fx) {
    double[] slope = {0, 0};
    relief(slope, Math.abs(fx), fx < 0 ? -1 : 1, fx, y);
    double dx = x / (width * 1.12);
    double dy = (y - 0.05) / 1.75;
    double nz = Math.sqrt(Math.max(0.12, 1 - dx * dx - dy * dy));
    double nx = dx - slope[0];
    double ny = dy - slope[1];
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double diffuse = (nx * light[0] + ny * light[1] + nz * light[2]) / length;
    return look.moment().exposure() * (0.42 + 0.62 * Math.max(0, diffuse));
  }

  /** Adds the slopes of all hills; paired ones are given for the right half and mirrored. */
  private void relief(double[] slope, double ax, double sign, double fx, double y) {
    Identity who = look.who();
    double nose = who.noseWidth();
    double tip = who.noseLength();
    hill(slope, 1, fx, y - 0.08, nose * 1.15, 0.55, 0.085);
    hill(slope, 1, fx, y - tip, nose * 1.3, 0.2, 0.085);
    hill(slope, sign, ax - nose * 0.95, y - tip - 0.05, 0.11, 0.11, 0.03);
    hill(slope, sign, ax - 0.56, y - 0.44 + 0.1 * smile, 0.40, 0.36, 0.04 + 0.09 * smile);
    hill(slope, sign, ax - 0.42, y + 0.08, 0.38, 0.27, -0.075);
    hill(slope, sign, ax - 0.4, y + 0.38, 0.45, 0.18, 0.02 + 0.035 * who.presentation());
    hill(slope, 1, fx, y - chin + 0.2, 0.32, 0.22, 0.06);
    hill(slope, 1, fx, y - 0.8, 0.55, 0.36, 0.05);
    hill(slope, sign, ax - 0.62, y - 0.98, 0.28, 0.30, 0.10 * age);
    hill(slope, sign, ax - 0.66, y - 0.62, 0.24, 0.30, -0.08 * age * (1 - 0.6 * smile));
    hill(slope, sign, ax - 0.42, y - 0.15, 0.27, 0.13, 0.035 * look.cues().bags());
  }

  private static void hill(
      double[] slope, double sign, double dx, double dy, double rx, double ry, double height) {
    double px = dx / rx;
    double py = dy / ry;
    double left = 1 - px * px - py * py;
    if (left > 0) {
      double k = -4 * height * left;
      slope[0] += sign * k * px / rx;
      slope[1] += k * py / ry;
    }
  }
}
