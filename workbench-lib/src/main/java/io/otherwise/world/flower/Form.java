package io.otherwise.world.flower;

/**
 * How a species looks, as numbers and colours; two species have forms between them.
 *
 * @param tilt angle between the axis of an open flower and the view, in radians
 */
record Form(
    Petals petals, Colours colours, Marks marks, Centre centre, Foliage foliage, double tilt) {

  static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }

  /** A form a share of the way to another; 0 is this one to the bit. */
  Form mix(Form o, double t) {
    return new Form(
        petals.mix(o.petals, t),
        colours.mix(o.colours, t),
        marks.mix(o.marks, t),
        centre.mix(o.centre, t),
        foliage.mix(o.foliage, t),
        mix(tilt, o.tilt, t));
  }

  /** A look-alike: the petals of another form; centre, sepals, leaves and stem stay its own. */
  Form wearing(Form o, double t) {
    return new Form(
        petals.mix(o.petals, t),
        colours.mix(o.colours, t),
        marks.mix(o.marks, t),
        centre,
        foliage,
        tilt);
  }
}
