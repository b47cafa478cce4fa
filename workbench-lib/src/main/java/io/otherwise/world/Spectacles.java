package io.otherwise.world;

/** Two framed lenses, bridge and temples. */
record Spectacles(Look look) implements Layer {
  private static final Rgb GLINT = new Rgb(0.95, 0.97, 1);

  @Override
  public void paint(Brush brush) {
    double strength = look.cues().glasses();
    if (strength <= 0 || brush.y < -0.5 || brush.y > 0.45 || brush.face > 0.06) {
      return;
    }
    Identity who = look.who();
    double ax = Math.abs(brush.fx);
    double dx = ax - who.eyeSpacing() - 0.01;
    double dy = brush.y + 0.005;
    double round = who.frameRound();
    double hx = 0.345 - 0.03 * round;
    double hy = 0.275 + 0.03 * round;
    double rim = Shapes.box(dx, dy, hx, hy, 0.09 + 0.18 * round);
    lens(brush, dx * (brush.fx < 0 ? -1 : 1), dy, strength * brush.cover(rim));
    double bridge = Math.max(Math.abs(dy + 0.10 - 0.3 * ax * ax) - 0.036, ax - 0.16);
    double temple = Math.max(Math.abs(dy + 0.13) - 0.034, who.eyeSpacing() + hx - ax);
    temple = Math.max(temple, brush.face + 0.01);
    double frame = Math.min(Math.abs(rim) - 0.042, Math.min(bridge, temple));
    brush.times(1 - 0.15 * strength * Shapes.cover(Math.abs(rim - 0.07) - 0.02, 0.05));
    brush.over(who.frame(), 1, 0.95 * strength * brush.cover(frame));
  }

  private void lens(Brush brush, double dx, double dy, double alpha) {
    if (alpha <= 0) {
      return;
    }
    brush.over(GLINT, 0.85, 0.07 * alpha);
    double stripe = Shapes.hill(dx + dy * 0.8 + 0.12, 0, 0.07, 1) * Shapes.ramp(0.1, -0.2, dy);
    brush.over(GLINT, 1, 0.40 * alpha * stripe);
  }
}
