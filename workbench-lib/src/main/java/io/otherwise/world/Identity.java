package io.otherwise.world;

/**
 * Who the person is: the part of the noise that another photo of the same person shares.
 *
 * @param presentation 0 feminine, 1 masculine
 * @param faceWidth half width of the face, about 1
 * @param chin height of the chin under the centre of the face
 * @param jaw 0 round, 1 square
 * @param taper how much the face narrows towards the chin
 * @param skin base colour of the skin
 * @param hairColour colour of the hair before any grey
 * @param volume how far the hair stands off the skull
 * @param parting place of the parting, -1 to 1
 * @param fringe how far the hair falls over the forehead, 0 to 1
 * @param curl waviness of the outline of the hair, 0 to 1
 * @param recession how much of the hairline age takes, 0 to 1
 * @param greyOnset age at which the hair is half grey
 * @param silver lightness of grey hair
 * @param eyeSpacing distance of an eye from the middle
 * @param eyeSize half width of an eye
 * @param iris colour of the eyes
 * @param noseWidth half width of the nose
 * @param noseLength height of the tip of the nose
 * @param browThickness half thickness of the brows
 * @param browTilt how much the brows rise outwards
 * @param lipFullness about 1
 * @param lipstickColour the colour this person would choose
 * @param frame colour of the frame this person would wear
 * @param frameRound 0 square glasses, 1 round ones
 */
record Identity(
    double presentation,
    double faceWidth,
    double chin,
    double jaw,
    double taper,
    Rgb skin,
    Rgb hairColour,
    double volume,
    double parting,
    double fringe,
    double curl,
    double recession,
    double greyOnset,
    double silver,
    double eyeSpacing,
    double eyeSize,
    Rgb iris,
    double noseWidth,
    double noseLength,
    double browThickness,
    double browTilt,
    double lipFullness,
    Rgb lipstickColour,
    Rgb frame,
    double frameRound) {

  private static final Rgb[] SKIN = {
    new Rgb(0.96, 0.82, 0.73),
    new Rgb(0.92, 0.75, 0.63),
    new Rgb(0.84, 0.65, 0.51),
    new Rgb(0.70, 0.50, 0.37),
    new Rgb(0.52, 0.35, 0.26)
  };
  private static final Rgb[] HAIR = {
    new Rgb(0.13, 0.10, 0.09),
    new Rgb(0.24, 0.16, 0.11),
    new Rgb(0.39, 0.25, 0.15),
    new Rgb(0.52, 0.31, 0.17),
    new Rgb(0.76, 0.59, 0.36)
  };
  private static final Rgb[] IRIS = {
    new Rgb(0.22, 0.13, 0.07),
    new Rgb(0.36, 0.23, 0.11),
    new Rgb(0.33, 0.39, 0.24),
    new Rgb(0.27, 0.42, 0.56)
  };
  private static final Rgb[] LIPSTICK = {
    new Rgb(0.80, 0.09, 0.16), new Rgb(0.72, 0.08, 0.30), new Rgb(0.86, 0.20, 0.30)
  };
  private static final Rgb[] FRAME = {
    new Rgb(0.07, 0.06, 0.07), new Rgb(0.20, 0.10, 0.06), new Rgb(0.12, 0.15, 0.24)
  };

  static Identity draw(Draws draws) {
    double tone = draws.uniform("skin");
    double presentation =
        draws.chance("presentation", 0.5)
            ? draws.between("masculine", 0.7, 1)
            : draws.between("masculine", 0, 0.3);
    // Dark skin rarely goes with fair hair and eyes.
    double fair = 1 - 0.8 * tone * tone;
    return new Identity(
        presentation,
        0.95 + 0.04 * presentation + 0.06 * draws.bell("faceWidth"),
        1.26 + 0.05 * presentation + 0.08 * draws.bell("chin"),
        0.18 + 0.3 * presentation + 0.15 * draws.uniform("jaw"),
        0.20 - 0.08 * presentation + 0.08 * draws.uniform("taper"),
        Rgb.along(tone, SKIN),
        Rgb.along(draws.uniform("hairColour") * fair, HAIR),
        draws.between("volume", 0.08, 0.22),
        draws.between("parting", -1, 1),
        draws.uniform("fringe"),
        draws.uniform("curl"),
        presentation * draws.uniform("recession"),
        draws.between("greyOnset", 0.36, 1.0),
        draws.between("silver", 0.58, 0.82),
        0.425 + 0.035 * draws.bell("eyeSpacing"),
        0.238 + 0.02 * draws.bell("eyeSize"),
        Rgb.along(draws.uniform("iris") * fair, IRIS),
        0.17 + 0.02 * presentation + 0.03 * draws.bell("noseWidth"),
        0.40 + 0.06 * draws.bell("noseLength"),
        0.045 + 0.025 * presentation + 0.01 * draws.bell("browThickness"),
        0.05 * draws.bell("browTilt") - 0.05 * presentation + 0.05,
        1 - 0.12 * presentation + 0.15 * draws.bell("lipFullness"),
        Rgb.along(draws.uniform("lipstickColour"), LIPSTICK),
        Rgb.along(draws.uniform("frame"), FRAME),
        draws.uniform("frameRound"));
  }
}
