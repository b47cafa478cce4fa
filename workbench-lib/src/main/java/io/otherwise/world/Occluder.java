package io.otherwise.world;

/** A rare hand at the jaw, or a pendant on the neck. */
record Occluder(Look look) implements Layer {
  private static final Rgb GOLD = new Rgb(0.83, 0.66, 0.30);

  @Override
  public void paint(Brush brush) {
    switch (look.moment().occluder()) {
      case HAND -> hand(brush);
      case PENDANT -> pendant(brush);
      case NONE -> {}
    }
  }

  private void hand(Brush brush) {
    double x = brush.px * look.moment().side();
    double y = brush.py;
    if (x < 0.3 || y < 0.2) {
      return;
    }
    double palm = Shapes.segment(x, y, 1.02, 1.35, 1.25, 2.2) - 0.30;
    double nearest = palm;
    double groove = 1;
    for (int finger = 0; finger < 4; finger++) {
      double tip = 0.62 + 0.17 * finger;
      double height = 0.92 - 0.17 * finger + 0.05 * finger * finger;
      double distance = Shapes.segment(x, y, tip, height, 0.92 + 0.12 * finger, 1.4) - 0.095;
      groove = Math.min(groove, Math.abs(distance));
      nearest = Math.min(nearest, distance);
    }
    double alpha = brush.cover(nearest);
    double shadow = Shapes.ramp(0.16, 0, nearest);
    brush.times(1 - 0.22 * shadow);
    double lines = 1 - 0.16 * Shapes.ramp(0.05, 0, groove) - 0.14 * Shapes.ramp(-0.08, 0, nearest);
    brush.over(look.who().skin(), 0.97 * look.moment().exposure() * lines, alpha);
  }

  private void pendant(Brush brush) {
    double x = brush.px - 0.5 * look.moment().shiftX();
    double y = brush.py;
    if (y < 1.2) {
      return;
    }
    double chain = Math.abs(y - 1.80 + 1.1 * x * x) - 0.018;
    brush.over(GOLD, 0.9, 0.85 * brush.cover(chain) * Shapes.ramp(0.62, 0.55, Math.abs(x)));
    double drop = Shapes.ellipse(x, y - 1.86, 0.085, 0.10);
    double glint = Shapes.hill(x + 0.03, y - 1.83, 0.06, 0.06);
    brush.over(GOLD, 0.95 + 0.5 * glint, brush.cover(drop));
  }
}
