package io.otherwise.show;

/**
 * What a frame says about its picture. Colour, line and sign differ, so that a black and white
 * print and a colour-blind reader can tell them apart.
 */
public enum Mark {
  NONE("", 0xc0c4cc, false),
  /** The classifier changed its mind. */
  FLIPPED("\u2713", 0x1a7f37, false),
  /** It did not. */
  FAILED("\u2717", 0xb3261e, true);

  private final String sign;
  private final int rgb;
  private final boolean dashed;

  Mark(String sign, int rgb, boolean dashed) {
    this.sign = sign;
    this.rgb = rgb;
    this.dashed = dashed;
  }

  public static Mark of(boolean flipped) {
    return flipped ? FLIPPED : FAILED;
  }

  /** A tick, a cross or nothing. */
  public String sign() {
    return sign;
  }

  /** 24 bits: red, green, blue. */
  int rgb() {
    return rgb;
  }

  boolean dashed() {
    return dashed;
  }

  /** The sign before a caption. */
  String before(String caption) {
    return (sign + " " + caption).strip();
  }
}
