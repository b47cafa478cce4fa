package io.otherwise.show;

import io.otherwise.explain.Image;

/** A picture lit at some of its places: the rest stays in sight, grey and pale. */
public final class Spotlight {
  /** How much contrast is left in the dark. */
  private static final float LEFT = .35f;

  private static final float PALE = .82f;
  private static final float[] LUMINANCE = {.299f, .587f, .114f};

  private Spotlight() {}

  /**
   * Lights a picture.
   *
   * @param where a grey picture of the same size: 1 leaves the picture as it is, 0 makes it pale
   */
  public static Image on(Image picture, Image where) {
    if (where.height() != picture.height() || where.width() != picture.width()) {
      throw new IllegalArgumentException(
          "a picture is lit through a mask of its own size, but "
              + picture
              + " had "
              + where
              + "; resize one of them");
    }
    int pixels = picture.height() * picture.width();
    float[] rgb = picture.values();
    float[] light = where.values();
    float[] out = new float[rgb.length];
    for (int i = 0; i < out.length; i++) {
      float grey = 0;
      for (int c = 0; c < Image.CHANNELS; c++) {
        grey += LUMINANCE[c] * rgb[c * pixels + i % pixels];
      }
      float dark = PALE + LEFT * (grey - PALE);
      out[i] = light[i] * rgb[i] + (1 - light[i]) * dark;
    }
    return Image.clamped(picture.id() + " lit", picture.height(), picture.width(), out);
  }
}
