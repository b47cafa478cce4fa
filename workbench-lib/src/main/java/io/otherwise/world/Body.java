package io.otherwise.world;

/** Ears, neck, shoulders and clothes. */
record Body(Look look, Head head) implements Layer {
  @Override
  public void paint(Brush brush) {
    ears(brush);
    neck(brush);
    clothes(brush);
  }

  private void ears(Brush brush) {
    double ax = Math.abs(brush.x) - look.who().faceWidth();
    double distance = Shapes.ellipse(ax, brush.y - 0.12, 0.13, 0.26);
    double alpha = brush.cover(distance);
    if (alpha > 0) {
      double inner = Shapes.hill(ax - 0.02, brush.y - 0.1, 0.1, 0.2);
      double shade = head.shade(brush.x * 0.8, brush.y, brush.x) * (0.93 - 0.22 * inner);
      brush.over(look.who().skin().plus(0.02, -0.03, -0.03), shade, alpha);
    }
  }

  private void neck(Brush brush) {
    double half = 0.50 + 0.10 * look.who().presentation();
    double flare = Shapes.ramp(1.3, 1.9, brush.py) * 0.25;
    double alpha =
        brush.cover(Math.abs(brush.px - middle()) - half - flare) * Shapes.ramp(0.6, 0.7, brush.py);
    if (alpha <= 0) {
      return;
    }
    double across = (brush.px - middle()) / half;
    double side = 1 - 0.18 * across * across + 0.14 * across * look.moment().lightX();
    double shadow = 1 - 0.36 * Shapes.ramp(0.42, 0.02, brush.face);
    double tendon = 1 - 0.08 * look.wrinkles() * Shapes.hill(Math.abs(across) - 0.35, 0, 0.2, 1);
    double shade = 0.90 * look.moment().exposure() * side * shadow * tendon;
    brush.over(look.who().skin().plus(0.01, -0.01, -0.015), shade, alpha);
  }

  private void clothes(Brush brush) {
    double x = brush.px - middle();
    double top = 1.50 + 0.14 * x * x;
    double neck = 1.55 + look.moment().neckline() - 0.75 * x * x;
    double distance = Math.max(top - brush.py, Math.min(neck - brush.py, 0.62 - Math.abs(x)));
    double alpha = brush.cover(distance);
    if (alpha <= 0) {
      return;
    }
    double fold = look.texture().at(x * 2.2 + 20, brush.py * 1.2 + 9);
    double light = 0.95 + 0.10 * x * look.moment().lightX() - 0.05 * Math.abs(x);
    double hem = 1 - 0.22 * Shapes.ramp(-0.10, -0.02, distance);
    brush.over(look.moment().clothes(), light * hem * (1 + 0.06 * fold), alpha);
  }

  /** The body follows half of the move of the head. */
  private double middle() {
    return 0.5 * look.moment().shiftX();
  }
}
