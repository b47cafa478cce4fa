package io.otherwise.world;

import java.util.Locale;

/**
 * What can be true of a rendered face. Each is a value in [0, 1]; its label is true above one half.
 */
public enum Attribute implements Factor {
  /** Continuous: 0 the corners of the mouth hang, 1 a broad smile; also moves cheeks and eyes. */
  SMILE(true, "not smiling", "smiling"),
  /** Continuous: 0 young, 1 old; moves wrinkles, contour, lips and the grey of the hair. */
  AGE(true, "young", "old"),
  /** Strength of the spectacles; drawn as 0 or 1. */
  GLASSES(false, "no glasses", "glasses"),
  /** Strength of the beard. */
  BEARD(false, "no beard", "beard"),
  /** Continuous length of the hair: 0 ends above the ears, 1 falls over the shoulders. */
  HAIR(true, "short hair", "long hair"),
  /** Strength of the bags under the eyes; a local factor. */
  BAGS(false, "no bags", "bags"),
  /** Strength of the lipstick. */
  LIPSTICK(false, "no lipstick", "lipstick"),
  /** Strength of a blur of the whole picture; a global factor. */
  BLUR(false, "sharp", "blurred");

  private final boolean continuous;
  private final String negative;
  private final String positive;

  Attribute(boolean continuous, String negative, String positive) {
    this.continuous = continuous;
    this.negative = negative;
    this.positive = positive;
  }

  /**
   * True when the values between 0 and 1 occur in the world and the label has a visible boundary.
   */
  @Override
  public boolean continuous() {
    return continuous;
  }

  /** The class of the pictures where the label is false, such as {@code young}. */
  public String negative() {
    return negative;
  }

  /** The class of the pictures where the label is true, such as {@code old}. */
  public String positive() {
    return positive;
  }

  /** The name in files, tables and calls, such as {@code smile}. */
  @Override
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

  /**
   * The attribute that decides a class such as {@code old} or {@code young}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Attribute ofClass(String name) {
    for (Attribute attribute : values()) {
      if (attribute.positive.equals(name) || attribute.negative.equals(name)) {
        return attribute;
      }
    }
    throw new IllegalArgumentException(
        "a class of the world faces is an attribute's positive or negative name, such as old or"
            + " young, but was "
            + name
            + "; choose one of Attribute.positive() and Attribute.negative()");
  }
}
