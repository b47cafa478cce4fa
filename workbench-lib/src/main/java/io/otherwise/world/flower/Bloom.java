package io.otherwise.world.flower;

import io.otherwise.world.Rgb;
import io.otherwise.world.Texture;

/**
 * What the layers need to know: which form, which plant, in which moment, how open.
 *
 * @param form of the species, or between two
 * @param colours of the petals of this plant
 * @param open 0 bud to 1 open
 * @param marks strength of blotch, veins and spots, in [0, 1]
 * @param ground 0 garden to 1 dry earth
 * @param stalk where the stem meets the flower, and how the flower is turned
 * @param pose the same for the petals
 */
record Bloom(
    Form form,
    Colours colours,
    Plant plant,
    Moment moment,
    double open,
    double marks,
    double ground,
    Pose pose,
    Texture texture) {

  private static final double MIDDLE = -0.28;

  /** How much of the picture a flower fills. */
  private static final double SIZE = 1.3;

  private static final Rgb BUD = new Rgb(0.48, 0.58, 0.28);

  static Bloom of(Plant plant, Moment moment, FlowerFactors shown, Texture texture) {
    Form form = shown.form();
    double open = shown.openness();
    double closed = 1 - open;
    Colours colours =
        form.colours()
            .tone(plant.tone())
            .hue(shown.hue())
            .plus(plant.red(), -0.4 * plant.red(), plant.blue())
            .light(1 + plant.light())
            .towards(BUD, 0.55 * closed * closed);
    return new Bloom(
        form,
        colours,
        plant,
        moment,
        open,
        shown.marks(),
        shown.ground(),
        pose(form, plant, moment, open),
        texture);
  }

  /** A bud stands upright; an open flower looks at the light and at us. */
  private static Pose pose(Form form, Plant plant, Moment moment, double open) {
    double tilt = Form.mix(Math.max(1.2, form.tilt()), form.tilt(), open) + moment.tilt();
    double scale = SIZE * moment.zoom() * (1 + plant.size());
    double roll = moment.roll() + 0.3 * plant.leaning();
    Pose pose = new Pose(moment.shiftX(), MIDDLE + moment.shiftY(), scale, tilt, roll, moment);
    Petals petals = form.petals();
    double mean = rise(form, open) + 0.4 * bend(form, open);
    return pose.along(-0.5 * petals.length() * StrictMath.sin(Math.max(0, mean)));
  }

  /** Angle of the petals at their base. */
  static double rise(Form form, double open) {
    return Form.mix(1.42, form.petals().rise(), open);
  }

  /** Change of that angle towards the tip. */
  static double bend(Form form, double open) {
    return Form.mix(0.25, form.petals().bend(), open);
  }

  /** Strength of the shadow of a petal on those below it; many petals share it. */
  double shadow() {
    return Math.min(0.3, 0.08 + 2.2 / form.petals().count());
  }

  double exposure() {
    return moment.exposure();
  }

  Rgb leaf() {
    return form.foliage().colour().times(1 + plant.green());
  }
}
