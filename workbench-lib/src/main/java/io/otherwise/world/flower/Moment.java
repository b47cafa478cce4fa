package io.otherwise.world.flower;

import io.otherwise.world.Draws;
import io.otherwise.world.Rgb;
import java.util.ArrayList;
import java.util.List;

/**
 * What the moment of the photo adds and no label speaks of.
 *
 * @param shiftX move of the flower to the right; the picture spans 4
 * @param shiftY move of the flower downwards
 * @param zoom size of the plant, about 1
 * @param tilt added to the angle between the axis of the flower and the view, in radians
 * @param roll lean of the flower in the picture, in radians
 * @param lightX where the light comes from, -1 left to 1 right
 * @param lightY height of the light, negative is above
 * @param exposure brightness of the light, about 1
 * @param warmth added to red and taken from blue
 * @param sky height of the bright upper part of the background
 * @param bed lightness of the background
 * @param spots out-of-focus flowers and leaves of the background
 * @param occluder nothing, a blade of grass or a bee
 * @param side side of the occluder, -1 or 1
 * @param place where it is, in [0, 1)
 */
record Moment(
    double shiftX,
    double shiftY,
    double zoom,
    double tilt,
    double roll,
    double lightX,
    double lightY,
    double exposure,
    double warmth,
    double sky,
    double bed,
    List<Spot> spots,
    Occlusion occluder,
    double side,
    double place) {

  /** What may stand before the flower. */
  enum Occlusion {
    NONE,
    GRASS,
    BEE
  }

  /** A soft disc of the background. */
  record Spot(double x, double y, double radius, Rgb colour, double strength) {}

  private static final int SPOTS = 9;
  private static final Rgb[] BLOSSOMS = {
    new Rgb(0.92, 0.88, 0.62),
    new Rgb(0.88, 0.80, 0.86),
    new Rgb(0.80, 0.52, 0.58),
    new Rgb(0.72, 0.68, 0.86),
    new Rgb(0.95, 0.95, 0.90)
  };
  private static final Rgb[] LEAVES = {
    new Rgb(0.62, 0.72, 0.36), new Rgb(0.44, 0.58, 0.26), new Rgb(0.16, 0.28, 0.12)
  };

  static Moment draw(Draws draws) {
    double shown = draws.uniform("occluder");
    return new Moment(
        0.45 * draws.bell("shiftX"),
        0.30 * draws.bell("shiftY"),
        1 + 0.26 * draws.bell("zoom"),
        0.30 * draws.bell("tilt"),
        0.60 * draws.bell("roll"),
        draws.between("lightX", -0.8, 0.8),
        draws.between("lightY", -0.9, -0.3),
        1 + 0.20 * draws.bell("exposure"),
        0.05 * draws.bell("warmth"),
        draws.between("sky", -1.6, 0.4),
        draws.between("bed", 0.6, 1.3),
        spots(draws),
        shown < 0.06 ? Occlusion.GRASS : shown < 0.12 ? Occlusion.BEE : Occlusion.NONE,
        draws.chance("side", 0.5) ? 1 : -1,
        draws.uniform("place"));
  }

  private static List<Spot> spots(Draws draws) {
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < SPOTS; i++) {
      Draws own = draws.child("spot", i);
      boolean blossom = i < 3;
      Rgb colour = Rgb.along(own.uniform("colour"), blossom ? BLOSSOMS : LEAVES);
      spots.add(
          new Spot(
              own.between("x", -2.2, 2.2),
              own.between("y", -2.0, 2.0),
              blossom ? own.between("radius", 0.2, 0.7) : own.between("radius", 0.3, 0.9),
              colour,
              own.between("strength", 0.25, blossom ? 0.75 : 0.8)));
    }
    return spots;
  }
}
