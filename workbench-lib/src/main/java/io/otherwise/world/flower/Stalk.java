package io.otherwise.world.flower;

import io.otherwise.world.Brush;
import io.otherwise.world.Draws;
import io.otherwise.world.Layer;
import io.otherwise.world.Rgb;
import io.otherwise.world.Shapes;
import java.util.ArrayList;
import java.util.List;

/** Stem, leaves and the green cup under the petals. */
final class Stalk implements Layer {
  private static final double BOTTOM = 2.3;

  private record Leaf(Blade blade, double light, double size) {}

  private final Bloom bloom;
  private final Foliage foliage;
  private final double half;
  private final double headX;
  private final double headY;
  private final double footX;
  private final List<Leaf> leaves = new ArrayList<>();

  Stalk(Bloom bloom) {
    this.bloom = bloom;
    foliage = bloom.form().foliage();
    Pose neck = bloom.pose().along(-0.10);
    headX = neck.x;
    headY = neck.y;
    footX = headX - 0.35 * neck.axis[0] - 0.6 * bloom.plant().leaning();
    half = foliage.stem() * bloom.pose().scale;
    Outline outline = new Outline(foliage.widest(), 0.35, 0.25);
    outline.lobed(foliage.lobes(), foliage.teeth());
    for (int k = 0; k < foliage.leaves(); k++) {
      leaves.add(leaf(outline, k));
    }
  }

  private Leaf leaf(Outline outline, int k) {
    Draws own = bloom.plant().draws().child("leaf", k);
    double way = 0.28 + 0.62 * (k + 0.5) / Math.max(1, foliage.leaves()) + 0.08 * own.bell("way");
    double y = headY + way * (BOTTOM - headY);
    double x = stem(y);
    double side = (k % 2 == 0 ? 1 : -1) * (bloom.plant().leaning() < 0 ? 1 : -1);
    double angle = foliage.spread() + 0.3 * own.bell("angle");
    double length = foliage.length() * bloom.pose().scale * (1 + 0.15 * own.bell("length"));
    double dx = side * StrictMath.sin(angle) * length;
    double dy = -StrictMath.cos(angle) * length;
    double droop = 0.16 * length;
    double[] base = {x, y};
    double[] middle = {x + 0.5 * dx, y + 0.5 * dy - 0.4 * droop};
    double[] tip = {x + dx, y + dy + droop};
    double full = Math.min(1, foliage.leaves() - k);
    double width = foliage.width() * length * (0.8 + 0.25 * own.bell("turn"));
    Blade blade = new Blade(outline, base, middle, tip, width, 0, 0, 0);
    return new Leaf(blade, 1 + 0.12 * own.bell("light"), full);
  }

  /** Where the stem is at a height: it leaves the flower along its axis and then bows. */
  private double stem(double y) {
    double t = (y - headY) / (BOTTOM - headY);
    double bow = 0.25 * bloom.pose().axis[0] - 0.25 * bloom.plant().leaning();
    return headX + (footX - headX) * t + bow * t * (1 - t);
  }

  @Override
  public void paint(Brush brush) {
    if (brush.py() > headY - 0.9) {
      double covered = 0;
      for (Leaf leaf : leaves) {
        covered = leaf(brush, leaf, covered);
      }
    }
    if (brush.py() > headY) {
      stem(brush);
    }
    cup(brush);
  }

  private double leaf(Brush brush, Leaf leaf, double covered) {
    Blade blade = leaf.blade();
    if (!blade.locate(brush.px(), brush.py(), 0.1)) {
      return covered;
    }
    double alpha = leaf.size() * brush.cover(blade.distance);
    brush.times(1 - 0.25 * covered * leaf.size() * Shapes.ramp(0.1, 0, blade.distance));
    if (alpha > 0) {
      green(brush, leaf, alpha);
    }
    return covered + (1 - covered) * alpha;
  }

  private void green(Brush brush, Leaf leaf, double alpha) {
    Blade blade = leaf.blade();
    double s = Math.max(-1, Math.min(1, blade.s));
    double u = Shapes.clamp(blade.u);
    // The two halves of a leaf meet the light at two angles.
    double tone = 0.92 + 0.16 * Shapes.ramp(-0.15, 0.15, s) * bloom.pose().light[0] * -1;
    double rib = Shapes.ramp(0.16, 0, Math.abs(s)) * Shapes.ramp(1, 0.6, u);
    double at = u * 6 - Math.abs(s) * 1.6;
    double vein = Shapes.ramp(0.3, 0, Math.abs(at - Math.floor(at) - 0.5));
    double mottle = bloom.texture().at(u * 4 + 23, s * 2 + 5 * leaf.light());
    Rgb green =
        bloom.leaf().mix(bloom.leaf().times(1.35).plus(0.06, 0.06, 0.02), 0.6 * rib + 0.15 * vein);
    double rim = 1 - 0.14 * Shapes.ramp(-0.07, 0, blade.distance);
    double shade =
        bloom.exposure() * leaf.light() * tone * rim * (0.86 + 0.2 * u) * (1 + 0.07 * mottle);
    brush.over(green, shade, alpha);
  }

  private void stem(Brush brush) {
    double across = brush.px() - stem(brush.py());
    double alpha = brush.cover(Math.abs(across) - half);
    if (alpha <= 0) {
      return;
    }
    double round = across / (half + brush.edge());
    double light = 0.95 + 0.22 * round * bloom.pose().light[0] * 1.4 - 0.22 * round * round;
    double shadow = 1 - 0.35 * Shapes.ramp(0.7, 0, brush.py() - headY);
    brush.over(bloom.leaf().plus(0.05, 0.05, 0.01), bloom.exposure() * light * shadow, alpha);
  }

  /** The green cup that the petals stand on; hidden in a flower that faces us. */
  private void cup(Brush brush) {
    double size = 0.12 * bloom.pose().scale * (1 + foliage.sepals());
    double dx = brush.px() - headX;
    double dy = brush.py() - headY;
    double distance = Shapes.ellipse(dx, dy, size, size);
    double alpha = brush.cover(distance);
    if (alpha > 0) {
      double shade = bloom.pose().shade(dx / size, dy / size, 0.8);
      brush.over(bloom.leaf(), 0.9 * bloom.exposure() * shade, alpha);
    }
  }
}
