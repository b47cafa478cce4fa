package io.otherwise.world.flower;

/**
 * The geometry of the petals of an open flower. Counts need not be whole while one species turns
 * into another: the last petal then is as much narrower.
 *
 * @param count number of petals
 * @param rows 0 one ring, 1 every second petal in an outer ring
 * @param length from the middle of the flower; the picture spans 4
 * @param width half the width as a share of the length
 * @param widest where along its length, in (0, 1), a petal is widest
 * @param blunt 0 pointed, 1 round tip
 * @param claw width at the base as a share of the greatest
 * @param notch depth of the notch in the tip as a share of the length
 * @param ruffle waviness of the edge
 * @param rise angle of the base above the plane of the flower, in radians
 * @param bend by how much the angle grows towards the tip; negative bends outwards
 * @param cup how far a petal is a channel rather than flat
 */
record Petals(
    double count,
    double rows,
    double length,
    double width,
    double widest,
    double blunt,
    double claw,
    double notch,
    double ruffle,
    double rise,
    double bend,
    double cup) {

  Petals mix(Petals o, double t) {
    return new Petals(
        Form.mix(count, o.count, t),
        Form.mix(rows, o.rows, t),
        Form.mix(length, o.length, t),
        Form.mix(width, o.width, t),
        Form.mix(widest, o.widest, t),
        Form.mix(blunt, o.blunt, t),
        Form.mix(claw, o.claw, t),
        Form.mix(notch, o.notch, t),
        Form.mix(ruffle, o.ruffle, t),
        Form.mix(rise, o.rise, t),
        Form.mix(bend, o.bend, t),
        Form.mix(cup, o.cup, t));
  }
}
