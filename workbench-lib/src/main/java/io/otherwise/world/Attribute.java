package io.otherwise.world;

import java.util.Locale;

/**
 * What can be true of a rendered face. Each is a value in [0, 1]; its label is true above one half.
 */
public enum Attribute {
  /** Continuous: 0 the corners of the mouth hang, 1 a broad smile; also moves cheeks and eyes. */
  SMILE(true),
  /** Continuous: 0 young, 1 old; moves wrinkles, contour, lips and the grey of the hair. */
  AGE(true),
  /** Strength of the spectacles; drawn as 0 or 1. */
  GLASSES(false),
  /** Strength of the beard. */
  BEARD(false),
  /** Continuous length of the hair: 0 ends above the ears, 1 falls over the shoulders. */
  HAIR(true),
  /** Strength of the bags under the eyes; a local factor. */
  BAGS(false),
  /** Strength of the lipstick. */
  LIPSTICK(false),
  /** Strength of a blur of the whole picture; a global factor. */
  BLUR(false);

  private final boolean continuous;

  Attribute(boolean continuous) {
    this.continuous = continuous;
  }

  /**
   * True when the values between 0 and 1 occur in the world and the label has a visible boundary.
   */
  public boolean continuous() {
    return continuous;
  }

  /** The name in files, tables and calls, such as {@code smile}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The attribute of a name such as {@code smile}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Attribute of(String key) {
    for (Attribute attribute : values()) {
      if (attribute.key().equals(key)) {
        return attribute;
      }
    }
    throw new IllegalArgumentException(
        "an attribute of the world faces is one of smile, age, glasses, beard, hair, bags,"
            + " lipstick, blur, but was "
            + key
            + "; choose one of these");
  }
}
