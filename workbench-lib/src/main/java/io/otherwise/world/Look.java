package io.otherwise.world;

/**
 * What the layers need to know: who, in which moment, with which visible cues.
 *
 * @param cues the values to draw; for an ambiguous cue not those of the label
 * @param wrinkles depth of the wrinkles, in [0, 1]
 * @param grey grey of the hair, in [0, 1]
 * @param texture the noise of hair, skin and background
 */
record Look(
    Identity who, Nuisance moment, Factors cues, double wrinkles, double grey, Texture texture) {

  double smile() {
    return Shapes.steep(cues.smile());
  }

  double age() {
    return Shapes.steep(cues.age());
  }

  /** Hair goes grey, brows and beard a little later. */
  Rgb hair(double share) {
    double light = who.silver();
    return who.hairColour().mix(new Rgb(light, light * 0.985, light * 0.965), share * grey);
  }
}
