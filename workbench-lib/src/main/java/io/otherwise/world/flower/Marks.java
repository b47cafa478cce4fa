package io.otherwise.world.flower;

import io.otherwise.world.Rgb;

/**
 * What is drawn on a petal.
 *
 * @param colour of blotch, veins and spots
 * @param blotch strength of a patch at the base, in [0, 1]
 * @param reach how far the patch goes along the petal
 * @param veins strength of the veins, in [0, 1]
 * @param lines number of veins across a petal
 * @param spots strength of the spots, in [0, 1]
 */
record Marks(Rgb colour, double blotch, double reach, double veins, double lines, double spots) {

  Marks mix(Marks o, double t) {
    return new Marks(
        colour.mix(o.colour, t),
        Form.mix(blotch, o.blotch, t),
        Form.mix(reach, o.reach, t),
        Form.mix(veins, o.veins, t),
        Form.mix(lines, o.lines, t),
        Form.mix(spots, o.spots, t));
  }
}
