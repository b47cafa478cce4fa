package io.otherwise.world.flower;

import io.otherwise.world.Draws;

/**
 * What makes this plant differ from others of its species: the part of the noise that another photo
 * of the same plant shares. All are deviations from the form of the species.
 *
 * @param draws the generator of the petals' own noise
 * @param size share by which the flower is larger
 * @param slender share by which the petals are narrower
 * @param numbers share by which the petals of a many-petalled flower are more
 * @param spin turn of the ring of petals, in radians
 * @param tone how far the petals are on the way to the second colour of the species, in [0, 1)
 * @param red added to the petals' red, and taken in part from green
 * @param blue added to the petals' blue
 * @param light share by which the petals are lighter
 * @param green share by which leaves and stem are lighter
 * @param leaning how much the stem bows, to the right above 0
 */
record Plant(
    Draws draws,
    double size,
    double slender,
    double numbers,
    double spin,
    double tone,
    double red,
    double blue,
    double light,
    double green,
    double leaning) {

  static Plant draw(Draws draws) {
    // Most plants are near the first colour of their species.
    double tone = draws.uniform("tone");
    return new Plant(
        draws,
        0.08 * draws.bell("size"),
        0.10 * draws.bell("slender"),
        0.16 * draws.bell("numbers"),
        draws.between("spin", 0, 6.28),
        tone * tone,
        0.05 * draws.bell("red"),
        0.05 * draws.bell("blue"),
        0.06 * draws.bell("light"),
        0.16 * draws.bell("green"),
        0.5 * draws.bell("leaning"));
  }
}
