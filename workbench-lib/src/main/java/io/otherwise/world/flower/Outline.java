package io.otherwise.world.flower;

import io.otherwise.world.Shapes;

/** Half the width of a petal or leaf along its length, as a share of the greatest; a table. */
final class Outline {
  private static final int STEPS = 64;
  private final double[] widths = new double[STEPS + 2];

  /**
   * An outline that is widest at one place.
   *
   * @param widest where, in (0, 1)
   * @param blunt 0 pointed, 1 round tip
   * @param claw width at the base
   */
  Outline(double widest, double blunt, double claw) {
    for (int i = 0; i <= STEPS; i++) {
      double u = (double) i / STEPS;
      if (u < widest) {
        double q = 1 - u / widest;
        widths[i] = claw + (1 - claw) * (1 - q * q);
      } else {
        double q = (u - widest) / (1 - widest);
        double pointed = (1 - q) * (1 + 0.6 * q);
        double round = Math.sqrt(Math.max(0, 1 - q * q * q));
        widths[i] = pointed + (round - pointed) * blunt;
      }
    }
    widths[STEPS + 1] = 0;
  }

  /** The outline with lobes or teeth cut into it. */
  Outline lobed(double depth, double teeth) {
    if (depth > 0) {
      for (int i = 0; i <= STEPS; i++) {
        double phase = (double) i / STEPS * teeth;
        double t = phase - Math.floor(phase);
        widths[i] *= 1 - depth * Shapes.ramp(0.25, 1, t) * (1 - Shapes.ramp(0.97, 1.0, t));
      }
    }
    return this;
  }

  double at(double u) {
    double scaled = Shapes.clamp(u) * STEPS;
    int i = (int) scaled;
    return widths[i] + (widths[i + 1] - widths[i]) * (scaled - i);
  }

  /** How fast the width changes, per length. */
  double slope(double u) {
    int i = (int) (Shapes.clamp(u) * (STEPS - 1));
    return (widths[i + 1] - widths[i]) * STEPS;
  }
}
