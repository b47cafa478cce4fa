package io.otherwise.world;

/** The skin of the face with blush, freckled grain, nose and the folds of age and smile. */
final class Skin implements Layer {
  private final Look look;
  private final Head head;
  private final Rgb base;
  private final double smile;
  private final double wrinkles;

  Skin(Look look, Head head) {
    this.look = look;
    this.head = head;
    smile = look.smile();
    wrinkles = look.wrinkles();
    // Old skin is paler and a little yellow.
    Rgb skin = look.who().skin();
    double mean = (skin.r() + skin.g() + skin.b()) / 3;
    Rgb dull = skin.mix(new Rgb(mean, mean, mean), 0.22).plus(0.02, 0.01, -0.02);
    base = skin.mix(dull, look.age());
  }

  @Override
  public void paint(Brush brush) {
    double alpha = brush.cover(brush.face);
    if (alpha <= 0) {
      return;
    }
    double x = brush.fx;
    double y = brush.y;
    double ax = Math.abs(x);
    double shade = head.shade(brush.x, y, x) * (1 - 0.10 * Shapes.ramp(-0.22, 0, brush.face));
    double r = brush.r;
    double g = brush.g;
    double b = brush.b;
    brush.over(base, shade, 1);
    blush(brush, ax, y);
    nose(brush, ax, y);
    if (wrinkles > 0.02) {
      forehead(brush, x, y);
      crowsFeet(brush, ax, y);
    }
    folds(brush, ax, y);
    grain(brush, x, y);
    brush.r = r + (brush.r - r) * alpha;
    brush.g = g + (brush.g - g) * alpha;
    brush.b = b + (brush.b - b) * alpha;
  }

  private void blush(Brush brush, double ax, double y) {
    double cheek = Shapes.hill(ax - 0.58, y - 0.42 + 0.08 * smile, 0.40, 0.34);
    double warm = cheek * (0.08 + 0.10 * smile) * (1 - 0.5 * look.age());
    brush.times(1 + 0.2 * warm, 1 - 0.75 * warm, 1 - 0.65 * warm);
  }

  private void nose(Brush brush, double ax, double y) {
    double w = look.who().noseWidth();
    double tip = look.who().noseLength();
    double under = Shapes.hill(ax, y - tip - 0.15, w * 1.35, 0.075);
    double nostril = Shapes.hill(ax - w * 0.55, y - tip - 0.105, 0.085, 0.06);
    double wing = Shapes.hill(ax - w * 1.25, y - tip - 0.03, 0.07, 0.13);
    double dark = 1 - 0.20 * under - 0.50 * nostril - 0.16 * wing;
    brush.times(dark, dark * (1 - 0.05 * nostril), dark * (1 - 0.05 * nostril));
    double shine = Shapes.hill(ax - 0.02, y - tip + 0.03, 0.09, 0.10);
    brush.over(new Rgb(1, 0.97, 0.94), 1, 0.16 * shine);
  }

  /** Three long lines over the brows and two short ones between them. */
  private void forehead(Brush brush, double x, double y) {
    if (y > -0.3 || y < -1.05) {
      return;
    }
    for (int line = 0; line < 3; line++) {
      double at = -0.56 - 0.155 * line + 0.06 * x * x + 0.02 * look.texture().at(x * 3, line * 5);
      double reach = Shapes.ramp(0.66 - 0.06 * line, 0.3, Math.abs(x));
      crease(brush, (y - at) / 0.06, 0.27 * wrinkles * reach);
    }
  }

  private void crowsFeet(Brush brush, double ax, double y) {
    if (ax < 0.6 || ax > 1 || y < -0.35 || y > 0.3) {
      return;
    }
    for (int line = -1; line <= 1; line++) {
      double distance = Shapes.segment(ax, y, 0.68, -0.02 + 0.03 * line, 0.88, -0.02 + 0.15 * line);
      crease(brush, distance / 0.05, wrinkles * (0.12 + 0.08 * smile));
    }
  }

  /** From the wings of the nose to the corners of the mouth, and on to the chin with age. */
  private void folds(Brush brush, double ax, double y) {
    if (y < 0.3 || y > 1.2 || ax > 0.8) {
      return;
    }
    double out = 0.48 + 0.07 * smile;
    double depth = 0.05 + 0.11 * smile + 0.20 * wrinkles;
    double upper = Shapes.segment(ax, y, 0.26, 0.42, out, 0.66 - 0.04 * smile);
    crease(brush, upper / 0.10, depth);
    double lower = Shapes.segment(ax, y, out + 0.02, 0.84, out - 0.03, 1.04);
    crease(brush, lower / 0.09, 0.22 * wrinkles);
  }

  private static void crease(Brush brush, double distance, double depth) {
    double near = 1 - distance * distance;
    if (near > 0) {
      double dark = 1 - depth * near * near;
      brush.times(dark, dark * dark * 0.25 + dark * 0.75, dark * dark * 0.3 + dark * 0.7);
    }
  }

  /** Very faint, so that a small autoencoder need not learn noise; age makes it blotchy. */
  private void grain(Brush brush, double x, double y) {
    double fine = look.texture().at(x * 9 + 31, y * 9 + 17);
    double broad = look.texture().at(x * 3 + 11, y * 3 + 41);
    brush.times(1 + 0.012 * fine + 0.035 * look.wrinkles() * broad);
  }
}
