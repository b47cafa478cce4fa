package io.otherwise.world;

/**
 * What a picture shows beyond its attributes: pose, light, background and the coarse traits of the
 * person. A value is a number of deviations from the middle of the world, so that one weight suits
 * all in a loss.
 */
public enum Detail {
  SHIFT_X(0, 0.03, (who, moment) -> moment.shiftX()),
  SHIFT_Y(0, 0.0233, (who, moment) -> moment.shiftY()),
  ROLL(0, 0.0333, (who, moment) -> moment.roll()),
  YAW(0, 0.233, (who, moment) -> moment.yaw()),
  ZOOM(1.12, 0.02, (who, moment) -> moment.zoom()),
  LIGHT_X(0, 0.433, (who, moment) -> moment.lightX()),
  LIGHT_Y(-0.475, 0.159, (who, moment) -> moment.lightY()),
  EXPOSURE(1, 0.0333, (who, moment) -> moment.exposure()),
  WARMTH(0, 0.0117, (who, moment) -> moment.warmth()),
  /** Red of the left of the background. */
  ROOM_RED(0.536, 0.107, (who, moment) -> moment.backdrop().get(0).r()),
  /** Blue of the left of the background. */
  ROOM_BLUE(0.520, 0.090, (who, moment) -> moment.backdrop().get(0).b()),
  /** Green of the clothes: about their lightness. */
  CLOTHES(0.424, 0.146, (who, moment) -> moment.clothes().g()),
  /** Feminine below 0, masculine above. */
  PRESENTATION(PersonTrait.PRESENTATION),
  SKIN(PersonTrait.SKIN),
  HAIR_COLOUR(PersonTrait.HAIR_COLOUR),
  VOLUME(PersonTrait.VOLUME);

  /** Where a detail is written in the noise. */
  private interface Source {
    double of(Identity who, Nuisance moment);
  }

  private final double middle;
  private final double deviation;
  private final Source source;

  Detail(double middle, double deviation, Source source) {
    this.middle = middle;
    this.deviation = deviation;
    this.source = source;
  }

  /** A trait of the person, which is counted in deviations already. */
  Detail(PersonTrait trait) {
    this(0, 1, (who, moment) -> trait.of(who));
  }

  /** The name in manifests, such as {@code light_x}. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  double of(Identity who, Nuisance moment) {
    return (source.of(who, moment) - middle) / deviation;
  }
}
