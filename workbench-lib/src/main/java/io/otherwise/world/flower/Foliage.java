package io.otherwise.world.flower;

import io.otherwise.world.Rgb;

/**
 * Everything green.
 *
 * @param colour of leaves, stem and sepals
 * @param length of a leaf
 * @param width half its width as a share of the length
 * @param widest where along its length a leaf is widest
 * @param lobes depth of the lobes of its edge, in [0, 1)
 * @param teeth number of lobes on a side
 * @param spread angle of the leaves from upright, in radians
 * @param leaves number of leaves
 * @param stem half the width of the stem
 * @param sepals length of a sepal as a share of a petal
 */
record Foliage(
    Rgb colour,
    double length,
    double width,
    double widest,
    double lobes,
    double teeth,
    double spread,
    double leaves,
    double stem,
    double sepals) {

  Foliage mix(Foliage o, double t) {
    return new Foliage(
        colour.mix(o.colour, t),
        Form.mix(length, o.length, t),
        Form.mix(width, o.width, t),
        Form.mix(widest, o.widest, t),
        Form.mix(lobes, o.lobes, t),
        Form.mix(teeth, o.teeth, t),
        Form.mix(spread, o.spread, t),
        Form.mix(leaves, o.leaves, t),
        Form.mix(stem, o.stem, t),
        Form.mix(sepals, o.sepals, t));
  }
}
