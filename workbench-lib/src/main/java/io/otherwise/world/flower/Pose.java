package io.otherwise.world.flower;

/**
 * Where the flower is and how it is turned. The view looks along -z: x goes right, y down and z
 * towards the eye.
 */
final class Pose {
  /** The middle of the flower in the picture. */
  final double x;

  final double y;

  /** Units of the form in the picture. */
  final double scale;

  /** The axis of the flower, towards its open side. */
  final double[] axis;

  /** The horizontal in the plane of the flower, and the direction of its near rim. */
  final double[] across;

  final double[] near;

  /** Sine and cosine of the angle between axis and view. */
  final double sin;

  final double cos;

  /** Direction towards the light, of length 1. */
  final double[] light;

  Pose(double x, double y, double scale, double tilt, double roll, Moment moment) {
    this.x = x;
    this.y = y;
    this.scale = scale;
    sin = StrictMath.sin(tilt);
    cos = StrictMath.cos(tilt);
    double s = StrictMath.sin(roll);
    double c = StrictMath.cos(roll);
    axis = new double[] {sin * s, -sin * c, cos};
    across = new double[] {c, s, 0};
    near = new double[] {-cos * s, cos * c, sin};
    light = unit(moment.lightX(), moment.lightY(), 0.85);
  }

  /** The same flower moved in the picture. */
  private Pose(Pose from, double x, double y) {
    this.x = x;
    this.y = y;
    scale = from.scale;
    axis = from.axis;
    across = from.across;
    near = from.near;
    sin = from.sin;
    cos = from.cos;
    light = from.light;
  }

  /** Moved along its axis by a length of the form. */
  Pose along(double by) {
    return new Pose(this, x + by * scale * axis[0], y + by * scale * axis[1]);
  }

  /** Brightness of a surface: soft light from everywhere, direct light, and what shines through. */
  double shade(double nx, double ny, double nz) {
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double facing = (nx * light[0] + ny * light[1] + nz * light[2]) / length;
    return 0.56 + (facing > 0 ? 0.54 * facing : -0.26 * facing);
  }

  static double[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return new double[] {x / length, y / length, z / length};
  }
}
