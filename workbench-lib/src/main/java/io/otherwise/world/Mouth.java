package io.otherwise.world;

/** Lips and teeth. The corners of the mouth carry the smile. */
final class Mouth implements Layer {
  private static final Rgb TEETH = new Rgb(0.93, 0.91, 0.87);
  private static final Rgb INSIDE = new Rgb(0.30, 0.10, 0.10);
  private static final double HEIGHT = 0.79;

  private final Look look;
  private final double half;
  private final double bend;
  private final double open;
  private final double upperLip;
  private final double lowerLip;
  private final Rgb lip;

  Mouth(Look look) {
    this.look = look;
    double smile = look.smile();
    half = 0.36 + 0.12 * smile;
    bend = -0.10 + 0.34 * smile;
    open = 0.20 * Shapes.ramp(0.45, 1, smile);
    double full = look.who().lipFullness() * (1 - 0.28 * look.age()) * (1 - 0.12 * smile);
    double paint = look.cues().lipstick();
    upperLip = 0.115 * full * (1 + 0.12 * paint);
    lowerLip = 0.150 * full * (1 + 0.10 * paint);
    Rgb skin = look.who().skin();
    Rgb natural = new Rgb(skin.r() * 0.82, skin.g() * 0.60, skin.b() * 0.62);
    lip = natural.mix(natural.mix(skin, 0.35), look.age()).mix(look.who().lipstickColour(), paint);
  }

  @Override
  public void paint(Brush brush) {
    double x = brush.fx;
    double dy = brush.y - HEIGHT;
    if (Math.abs(x) > half + 0.15 || Math.abs(dy) > 0.5) {
      return;
    }
    double t = x / half;
    double arch = Math.max(0, 1 - t * t);
    double middle = bend * (0.45 - t * t);
    double bow = 1 - 0.18 * Shapes.hill(t, 0, 0.35, 1);
    double top = middle - (upperLip * bow + 0.25 * open) * arch;
    double low = middle + (lowerLip + 0.75 * open) * arch;
    double ends = Shapes.ramp(1.03, 0.97, Math.abs(t));
    shadow(brush, t, dy - low);
    double cover = ends * brush.cover(Math.max(top - dy, dy - low));
    if (cover > 0) {
      brush.over(lip, shade(dy, top, low), cover);
      shine(brush, t, (dy - low) / lowerLip, cover);
    }
    gap(brush, dy, middle, arch, ends);
    corner(brush, Math.abs(t), dy - bend * (0.45 - 1));
  }

  /** The upper lip turns from the light, the lower lip faces it. */
  private double shade(double dy, double top, double low) {
    double down = Shapes.clamp((dy - top) / Math.max(0.05, low - top));
    return look.moment().exposure() * (0.86 + 0.16 * down);
  }

  private void shine(Brush brush, double t, double fromLow, double cover) {
    double light = Shapes.hill(t + 0.1 * -look.moment().lightX(), fromLow + 0.55, 0.5, 0.45);
    brush.over(TEETH, 1.05, cover * light * (0.16 + 0.16 * look.cues().lipstick()));
  }

  private void gap(Brush brush, double dy, double middle, double arch, double ends) {
    double upper = middle - 0.25 * open * arch;
    double lower = middle + 0.75 * open * arch;
    double line = 0.022 + 0.01 * arch;
    double inside = brush.cover(Math.max(upper - dy, dy - lower) - line);
    brush.over(INSIDE, 1, 0.8 * ends * inside);
    if (open > 0.01) {
      double depth = 0.62 * (lower - upper);
      double teeth = brush.cover(Math.max(upper - dy, dy - upper - depth - 0.02) + 0.01);
      brush.over(TEETH, look.moment().exposure(), ends * teeth * Shapes.ramp(0, 0.05, open * arch));
    }
  }

  /** A small dark dimple at each corner. */
  private void corner(Brush brush, double t, double dy) {
    double dark = Shapes.hill((t - 1) * half, dy, 0.08, 0.07);
    brush.times(1 - (0.25 + 0.2 * look.smile()) * dark);
  }

  private void shadow(Brush brush, double t, double below) {
    double near = Shapes.hill(t * 0.8, below - 0.06, 0.8, 0.09);
    brush.times(1 - 0.22 * near);
  }
}
