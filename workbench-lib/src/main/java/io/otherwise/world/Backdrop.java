package io.otherwise.world;

/** A soft, muted room behind the person. */
record Backdrop(Look look) implements Layer {
  @Override
  public void paint(Brush brush) {
    Nuisance moment = look.moment();
    double across = Shapes.clamp(0.5 + 0.25 * brush.px);
    Rgb left = moment.backdrop().get(0);
    Rgb right = moment.backdrop().get(1);
    brush.over(left, 1, 1);
    brush.over(right, 1, across);
    double patch = look.texture().at(brush.px * 0.8 + 7.3, brush.py * 0.6 + 3.1);
    brush.over(moment.backdrop().get(2), 1, 0.6 * Shapes.ramp(-0.1, 0.7, patch));
    double floor = Shapes.ramp(moment.horizon() - 0.15, moment.horizon() + 0.15, brush.py);
    brush.times(1 - 0.14 * floor);
    double away = (brush.px * brush.px + brush.py * brush.py) / 8;
    brush.times(1.04 - 0.14 * away);
  }
}
