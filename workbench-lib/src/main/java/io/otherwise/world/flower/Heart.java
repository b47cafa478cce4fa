package io.otherwise.world.flower;

import io.otherwise.world.Brush;
import io.otherwise.world.Draws;
import io.otherwise.world.Rgb;
import io.otherwise.world.Shapes;
import java.util.ArrayList;
import java.util.List;

/** The middle of the flower: a domed disc of florets, stamens around, a pistil. */
final class Heart {
  /** A thread from the middle with its anther: foot, tip, and a size in (0, 1]. */
  private record Stamen(double fx, double fy, double tx, double ty, double size, double light) {}

  /** The angle between neighbouring florets of a plant, in radians. */
  private static final double GOLDEN = 2.399963229728653;

  private final Bloom bloom;
  private final Centre centre;
  private final Pose top;
  private final double grown;
  private final List<Stamen> stamens = new ArrayList<>();
  private final double reach;

  Heart(Bloom bloom) {
    this.bloom = bloom;
    centre = bloom.form().centre();
    grown = Form.mix(0.45, 1, bloom.open());
    top = bloom.pose().along(0.25 * centre.dome() * centre.disc());
    double upright = Form.mix(1.4, 0.75, bloom.open());
    Draws draws = bloom.plant().draws();
    for (int k = 0; k < centre.stamens(); k++) {
      Draws own = draws.child("stamen", k);
      double full = Math.min(1, centre.stamens() - k);
      double length = centre.filament() * grown * (1 + 0.22 * own.bell("length"));
      double rise = upright + 0.45 * own.bell("rise");
      stamens.add(stamen(GOLDEN * k + bloom.plant().spin(), length, rise, full, own));
    }
    reach = bloom.pose().scale * (Math.max(centre.disc(), centre.filament()) * 1.5 + 0.2);
  }

  private Stamen stamen(double angle, double length, double rise, double full, Draws own) {
    Pose pose = bloom.pose();
    double c = StrictMath.cos(angle) * StrictMath.cos(rise);
    double s = StrictMath.sin(angle) * StrictMath.cos(rise);
    double h = StrictMath.sin(rise);
    double dx = (c * pose.across[0] + s * pose.near[0] + h * pose.axis[0]) * pose.scale;
    double dy = (c * pose.across[1] + s * pose.near[1] + h * pose.axis[1]) * pose.scale;
    double light = 1 + 0.14 * own.bell("light") - 0.12 * s;
    return new Stamen(
        pose.x + 0.12 * dx,
        pose.y + 0.12 * dy,
        pose.x + length * dx,
        pose.y + length * dy,
        full,
        light);
  }

  /**
   * Paints the middle of the flower.
   *
   * @param covered how far the flower covers the sample already
   * @return how far it covers the sample now
   */
  double paint(Brush brush, double covered) {
    double dx = brush.px() - top.x;
    double dy = brush.py() - top.y;
    if (dx * dx + dy * dy > reach * reach) {
      return covered;
    }
    double now = centre.disc() > 0.01 ? disc(brush, dx, dy, covered) : covered;
    threads(brush);
    pistil(brush, now);
    anthers(brush, now);
    return now;
  }

  /** The dome seen at an angle is an ellipse that is higher than the disc alone. */
  private double disc(Brush brush, double dx, double dy, double covered) {
    Pose pose = bloom.pose();
    double a = centre.disc() * pose.scale * Form.mix(0.45, 1, bloom.open());
    double b = a * Math.max(0.15, pose.cos + 0.45 * centre.dome() * pose.sin);
    double qx = (dx * pose.across[0] + dy * pose.across[1]) / a;
    double qy = (-dx * pose.across[1] + dy * pose.across[0]) / b;
    double q = Math.sqrt(qx * qx + qy * qy);
    double distance = (q - 1) * Math.min(a, b);
    if (distance > 0.14) {
      return covered;
    }
    brush.times(1 - 0.34 * Shapes.ramp(0.14, 0, distance) * covered);
    double alpha = brush.cover(distance);
    double bulge = 0.45 + 0.75 * centre.dome();
    double nz = Math.sqrt(Math.max(0.1, 1 - 0.8 * q * q));
    double shade = pose.shade(bulge * qx, bulge * qy - 0.15 * pose.sin, nz);
    double florets = florets(qx, qy);
    Rgb colour = centre.inner().mix(centre.outer(), Shapes.ramp(0.2, 0.75, q));
    double dimple = 1 - 0.16 * Shapes.ramp(0.4, 0, q);
    brush.over(colour, bloom.exposure() * shade * (1 + 0.30 * florets) * dimple, alpha);
    return covered + (1 - covered) * alpha;
  }

  /** Crossing rows of florets, coarse enough for 64 pixels. */
  private double florets(double x, double y) {
    double one = x * 6.5 + y * 3.1;
    double two = y * 6.5 - x * 3.1;
    double a = Math.abs(one - Math.floor(one) - 0.5) * 2;
    double b = Math.abs(two - Math.floor(two) - 0.5) * 2;
    return 0.7 * (a * b - 0.25) * 2 + 0.5 * bloom.texture().at(x * 6 + 40, y * 6 + 40);
  }

  private void threads(Brush brush) {
    double half = Math.max(0.012, 0.2 * centre.anther()) * bloom.pose().scale;
    for (Stamen one : stamens) {
      double distance =
          Shapes.segment(brush.px(), brush.py(), one.fx(), one.fy(), one.tx(), one.ty()) - half;
      double alpha = 0.85 * one.size() * brush.cover(distance);
      if (alpha > 0) {
        brush.over(centre.thread(), 0.9 * bloom.exposure() * one.light(), alpha);
      }
    }
  }

  private void anthers(Brush brush, double covered) {
    double radius = centre.anther() * bloom.pose().scale * Form.mix(0.7, 1, bloom.open());
    for (Stamen one : stamens) {
      double dx = brush.px() - one.tx();
      double dy = brush.py() - one.ty();
      double distance = Math.sqrt(dx * dx + dy * dy) - radius;
      if (distance < 0.06) {
        double alpha = one.size() * brush.cover(distance);
        brush.times(1 - 0.14 * covered * one.size() * Shapes.ramp(0.06, 0, distance));
        double light = one.light() * (1 - 3 * dy * 0.5);
        brush.over(centre.pollen(), bloom.exposure() * light, alpha);
      }
    }
  }

  private void pistil(Brush brush, double covered) {
    if (centre.pistil() < 0.01) {
      return;
    }
    Pose raised = bloom.pose().along(0.6 * centre.pistil());
    double radius = centre.pistil() * raised.scale * grown;
    double dx = (brush.px() - raised.x) / radius;
    double dy = (brush.py() - raised.y) / radius;
    double q = Math.sqrt(dx * dx + dy * dy);
    if (q < 2) {
      brush.times(1 - 0.24 * covered * Shapes.ramp(1.8, 1, q));
      double shade = raised.shade(dx, dy, Math.sqrt(Math.max(0.15, 1 - q * q)));
      double spoke = 1 - 0.18 * Shapes.ramp(0.5, 0.2, q);
      brush.over(centre.ovary(), bloom.exposure() * shade * spoke, brush.cover((q - 1) * radius));
    }
  }
}
