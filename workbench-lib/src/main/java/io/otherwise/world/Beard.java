package io.otherwise.world;

/** A full beard with its moustache, drawn before the lips. */
record Beard(Look look) implements Layer {
  @Override
  public void paint(Brush brush) {
    double strength = look.cues().beard();
    if (strength <= 0 || brush.y < 0) {
      return;
    }
    double x = brush.fx;
    double y = brush.y;
    double spread = 0.10 * strength * Shapes.ramp(0.5, 1.1, y);
    double inside = Shapes.cover(brush.face - spread, brush.edge + 0.02);
    if (inside <= 0) {
      return;
    }
    double edge = 1.02 - 1.0 * x * x;
    double jaw = Shapes.ramp(edge - 0.10, edge + 0.12, y);
    double moustache = Shapes.cover(Shapes.ellipse(x, y - 0.66 - 0.35 * x * x, 0.46, 0.12), 0.06);
    double sides = Shapes.cover(Shapes.segment(Math.abs(x), y, 0.44, 0.72, 0.42, 1.1) - 0.07, 0.07);
    double where = Math.max(jaw, Math.max(moustache, sides));
    double strand = look.texture().at(x * 9 + 50, y * 4 + 6);
    double light =
        0.95 + 0.12 * x * look.moment().lightX() - 0.15 * Shapes.ramp(-0.15, 0.1, brush.face);
    brush.over(look.hair(0.9), light * (1 + 0.22 * strand), 0.88 * strength * where * inside);
  }
}
