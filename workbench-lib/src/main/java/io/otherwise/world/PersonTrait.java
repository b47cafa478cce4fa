package io.otherwise.world;

import java.util.function.ToDoubleFunction;

/**
 * What another photo of the same person keeps. A value is a number of deviations from the middle of
 * all people, so that one weight suits all in a loss.
 */
public enum PersonTrait {
  /** Feminine below 0, masculine above. */
  PRESENTATION(0.5, 0.36, Identity::presentation),
  FACE_WIDTH(0.97, 0.0245, Identity::faceWidth),
  CHIN(1.285, 0.0321, Identity::chin),
  JAW(0.405, 0.117, Identity::jaw),
  TAPER(0.2, 0.0364, Identity::taper),
  /** Green of the skin: about its lightness. */
  SKIN(0.621, 0.140, who -> who.skin().g()),
  /** Red of the hair before any grey: about its lightness. */
  HAIR_COLOUR(0.318, 0.145, who -> who.hairColour().r()),
  /** How far the hair stands off the skull. */
  VOLUME(0.15, 0.0404, Identity::volume),
  PARTING(0, 0.577, Identity::parting),
  FRINGE(0.5, 0.289, Identity::fringe),
  CURL(0.5, 0.289, Identity::curl),
  RECESSION(0.252, 0.254, Identity::recession),
  EYE_SPACING(0.425, 0.0116, Identity::eyeSpacing),
  EYE_SIZE(0.238, 0.0067, Identity::eyeSize),
  /** Green of the iris: dark, brown, green or blue eyes in turn. */
  IRIS(0.255, 0.0906, who -> who.iris().g()),
  NOSE_WIDTH(0.18, 0.0123, Identity::noseWidth),
  NOSE_LENGTH(0.4, 0.02, Identity::noseLength),
  BROW_THICKNESS(0.0577, 0.0097, Identity::browThickness),
  BROW_TILT(0.0245, 0.0246, Identity::browTilt),
  LIP_FULLNESS(0.94, 0.0664, Identity::lipFullness);

  private final double middle;
  private final double deviation;
  private final ToDoubleFunction<Identity> source;

  PersonTrait(double middle, double deviation, ToDoubleFunction<Identity> source) {
    this.middle = middle;
    this.deviation = deviation;
    this.source = source;
  }

  double of(Identity who) {
    return (source.applyAsDouble(who) - middle) / deviation;
  }
}
