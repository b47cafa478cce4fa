package io.otherwise.world.flower;

import io.otherwise.world.Rgb;
import io.otherwise.world.Shapes;

/**
 * The colours of a petal.
 *
 * @param base at its base
 * @param middle over most of it
 * @param tip at its tip
 * @param back on the outer side
 * @param second what some plants of the species turn to, less or more
 * @param rare what base, middle, tip and back turn to in the rare colour form
 */
record Colours(Rgb base, Rgb middle, Rgb tip, Rgb back, Rgb second, Rgb rare) {

  /** The outer side of a petal is a dull middle. */
  static Colours of(Rgb base, Rgb middle, Rgb tip, Rgb second, Rgb rare) {
    double mean = (middle.r() + middle.g() + middle.b()) / 3;
    Rgb back = middle.mix(new Rgb(mean, mean, mean), 0.15).times(0.93);
    return new Colours(base, middle, tip, back, second, rare);
  }

  Colours mix(Colours o, double t) {
    return new Colours(
        base.mix(o.base, t),
        middle.mix(o.middle, t),
        tip.mix(o.tip, t),
        back.mix(o.back, t),
        second.mix(o.second, t),
        rare.mix(o.rare, t));
  }

  /** The petals of a plant whose colour lies a share of the way to the rare form. */
  Colours hue(double share) {
    return turned(rare, share);
  }

  /** The petals of a plant whose colour lies a share of the way to the second one. */
  Colours tone(double share) {
    return turned(second, share);
  }

  private Colours turned(Rgb colour, double share) {
    return new Colours(
        base.mix(colour.mix(base, 0.25).times(0.92), share),
        middle.mix(colour, share),
        tip.mix(colour.mix(tip, 0.12), share),
        back.mix(colour.times(0.88), share),
        second,
        rare);
  }

  /** All colours moved alike, as one plant differs from the next. */
  Colours plus(double dr, double dg, double db) {
    return new Colours(
        base.plus(dr, dg, db),
        middle.plus(dr, dg, db),
        tip.plus(dr, dg, db),
        back.plus(dr, dg, db),
        second,
        rare);
  }

  /** The colour along a petal, 0 base to 1 tip. */
  Rgb at(double u) {
    if (u < 0.45) {
      return base.mix(middle, Shapes.ramp(0.05, 0.45, u));
    }
    return middle.mix(tip, Shapes.ramp(0.55, 1, u));
  }

  /** All colours lighter (above 1) or darker. */
  Colours light(double factor) {
    return new Colours(
        base.times(factor),
        middle.times(factor),
        tip.times(factor),
        back.times(factor),
        second,
        rare);
  }

  /** All colours a share of the way to one. */
  Colours towards(Rgb one, double share) {
    return new Colours(
        base.mix(one, share),
        middle.mix(one, share),
        tip.mix(one, share),
        back.mix(one, share),
        second,
        rare);
  }
}
