package io.otherwise.world;

import java.util.List;

/**
 * What the moment of the photo adds and no label speaks of.
 *
 * @param shiftX move of the head to the right, in half face widths
 * @param shiftY move of the head downwards
 * @param roll tilt of the head in radians
 * @param yaw turn of the head, -1 to 1
 * @param zoom size of the head, about 1.1
 * @param lightX where the light comes from, -1 left to 1 right
 * @param lightY height of the light, negative is above
 * @param exposure brightness of the light, about 1
 * @param warmth added to red and taken from blue
 * @param gaze horizontal offset of the irises
 * @param clothes colour of the clothes
 * @param neckline depth of the neckline
 * @param backdrop colours of the background: left, right, patches
 * @param horizon height at which the background turns darker
 * @param occluder nothing, a hand at the jaw or a pendant
 * @param side side of the hand, -1 or 1
 */
record Nuisance(
    double shiftX,
    double shiftY,
    double roll,
    double yaw,
    double zoom,
    double lightX,
    double lightY,
    double exposure,
    double warmth,
    double gaze,
    Rgb clothes,
    double neckline,
    List<Rgb> backdrop,
    double horizon,
    Occlusion occluder,
    double side) {

  /** What may stand before the person. */
  enum Occlusion {
    NONE,
    HAND,
    PENDANT
  }

  private static final Rgb[] ROOMS = {
    new Rgb(0.62, 0.64, 0.66),
    new Rgb(0.70, 0.64, 0.56),
    new Rgb(0.45, 0.53, 0.58),
    new Rgb(0.48, 0.55, 0.45),
    new Rgb(0.56, 0.48, 0.46),
    new Rgb(0.36, 0.38, 0.44)
  };
  private static final Rgb[] CLOTHES = {
    new Rgb(0.20, 0.24, 0.34),
    new Rgb(0.55, 0.57, 0.60),
    new Rgb(0.44, 0.22, 0.22),
    new Rgb(0.25, 0.36, 0.32),
    new Rgb(0.80, 0.77, 0.71),
    new Rgb(0.16, 0.16, 0.18)
  };

  static Nuisance draw(Draws draws) {
    double shown = draws.uniform("occluder");
    return new Nuisance(
        0.09 * draws.bell("shiftX"),
        0.07 * draws.bell("shiftY"),
        0.10 * draws.bell("roll"),
        0.7 * draws.bell("yaw"),
        1.12 + 0.06 * draws.bell("zoom"),
        draws.between("lightX", -0.75, 0.75),
        draws.between("lightY", -0.75, -0.2),
        1 + 0.1 * draws.bell("exposure"),
        0.035 * draws.bell("warmth"),
        0.04 * draws.bell("gaze"),
        Rgb.along(draws.uniform("clothes"), CLOTHES),
        draws.between("neckline", 0, 0.3),
        backdrop(draws),
        draws.between("horizon", 0.2, 1.2),
        shown < 0.06 ? Occlusion.HAND : shown < 0.12 ? Occlusion.PENDANT : Occlusion.NONE,
        draws.chance("side", 0.5) ? 1 : -1);
  }

  private static List<Rgb> backdrop(Draws draws) {
    Rgb room = Rgb.along(draws.uniform("room"), ROOMS);
    Rgb other = Rgb.along(draws.uniform("room/other"), ROOMS);
    double light = draws.between("room/light", 0.8, 1.2);
    return List.of(room.times(light), room.mix(other, 0.5).times(light * 0.88), other.times(light));
  }
}
