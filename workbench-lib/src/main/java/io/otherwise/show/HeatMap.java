package io.otherwise.show;

import io.otherwise.attribution.Attribution;
import io.otherwise.explain.Image;
import io.otherwise.image.Kernel;
import io.otherwise.image.Resize;

/**
 * An attribution as a picture: what speaks for the class is light and yellow, what speaks against
 * it dark and blue, and grey says nothing. Brightness alone carries all of it, so it reads the same
 * in black and white.
 */
public final class HeatMap {
  private static final float[] AGAINST = {0f, .07f, .35f};
  private static final float[] NOTHING = {.5f, .5f, .5f};
  private static final float[] FOR = {1f, .93f, .4f};

  /** How much of the picture is left below a map that is laid over it. */
  private static final float BELOW = .45f;

  private static final float[] LUMINANCE = {.299f, .587f, .114f};

  private HeatMap() {}

  /** One pixel a value, scaled to the largest size in this map; grey all over where all are 0. */
  public static Image of(Attribution map) {
    double largest = map.largest();
    return of(map, largest == 0 ? 1 : largest);
  }

  /**
   * One pixel a value.
   *
   * @param fullScale the size that is painted lightest or darkest, above 0; one scale for all maps
   *     that are compared
   */
  public static Image of(Attribution map, double fullScale) {
    if (!(fullScale > 0 && fullScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          ("full scale is the size that is painted lightest, above 0, but was %s; take the "
                  + "largest of the maps that are compared")
              .formatted(fullScale));
    }
    float[] values = map.values();
    float[] out = new float[Image.CHANNELS * values.length];
    for (int i = 0; i < values.length; i++) {
      float amount = (float) Math.max(-1, Math.min(1, values[i] / fullScale));
      float[] end = amount < 0 ? AGAINST : FOR;
      for (int c = 0; c < Image.CHANNELS; c++) {
        out[c * values.length + i] = NOTHING[c] + Math.abs(amount) * (end[c] - NOTHING[c]);
      }
    }
    return Image.clamped(name(map), map.height(), map.width(), out);
  }

  /** Laid over the picture, which stays visible in grey; coarse maps are enlarged smoothly. */
  public static Image over(Image picture, Attribution map) {
    Image sized = Resize.antialiased(of(map), picture.height(), picture.width(), Kernel.BILINEAR);
    int pixels = picture.height() * picture.width();
    float[] heat = sized.values();
    float[] rgb = picture.values();
    float[] out = new float[heat.length];
    for (int i = 0; i < heat.length; i++) {
      float grey = 0;
      for (int c = 0; c < Image.CHANNELS; c++) {
        grey += LUMINANCE[c] * rgb[c * pixels + i % pixels];
      }
      out[i] = BELOW * grey + (1 - BELOW) * heat[i];
    }
    return Image.clamped(name(map), picture.height(), picture.width(), out);
  }

  /** Such as {@code relevance of old at image}. */
  static String name(Attribution map) {
    return "%s of %s at %s".formatted(map.method(), map.target(), map.layer());
  }
}
