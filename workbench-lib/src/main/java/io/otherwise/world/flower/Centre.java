package io.otherwise.world.flower;

import io.otherwise.world.Rgb;

/**
 * The middle of a flower: a disc of florets, a ring of stamens, a pistil.
 *
 * @param disc radius of the disc of florets; 0 for none
 * @param dome how far it bulges
 * @param inner colour of its middle
 * @param outer colour of its rim
 * @param stamens their number
 * @param filament their length
 * @param anther radius of the anthers
 * @param pollen colour of the anthers
 * @param thread colour of the filaments
 * @param pistil radius of the pistil
 * @param ovary its colour
 */
record Centre(
    double disc,
    double dome,
    Rgb inner,
    Rgb outer,
    double stamens,
    double filament,
    double anther,
    Rgb pollen,
    Rgb thread,
    double pistil,
    Rgb ovary) {
  private static final Rgb PALE = new Rgb(0.90, 0.90, 0.70);
  private static final Rgb LIME = new Rgb(0.62, 0.72, 0.32);

  /** A disc of florets alone, as daisies have it. */
  static Centre disc(double radius, double dome, Rgb inner, Rgb outer) {
    return new Centre(radius, dome, inner, outer, 0, 0.1, 0.02, LIME, PALE, 0, LIME);
  }

  /** A ring of stamens around a pistil, as poppies and roses have it. */
  static Centre stamens(
      double number, double filament, double anther, Rgb pollen, double pistil, Rgb ovary) {
    Rgb thread = pollen.mix(PALE, 0.5);
    return new Centre(
        0, 0.5, ovary, ovary, number, filament, anther, pollen, thread, pistil, ovary);
  }

  /** Six long stamens with large anthers. */
  static Centre lily(Rgb pollen, Rgb thread) {
    return new Centre(0, 0.5, LIME, LIME, 6, 0.62, 0.07, pollen, thread, 0.06, LIME);
  }

  Centre mix(Centre o, double t) {
    return new Centre(
        Form.mix(disc, o.disc, t),
        Form.mix(dome, o.dome, t),
        inner.mix(o.inner, t),
        outer.mix(o.outer, t),
        Form.mix(stamens, o.stamens, t),
        Form.mix(filament, o.filament, t),
        Form.mix(anther, o.anther, t),
        pollen.mix(o.pollen, t),
        thread.mix(o.thread, t),
        Form.mix(pistil, o.pistil, t),
        ovary.mix(o.ovary, t));
  }
}
