package io.otherwise.attribution;

import io.otherwise.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * How much every place of a picture or of a layer speaks for a class, on the heap: positive for it,
 * negative against it. Immutable.
 */
public final class Attribution {
  private final String method;
  private final String target;
  private final String layer;
  private final int height;
  private final int width;
  private final float[] values;

  private Attribution(
      String method, String target, String layer, int height, int width, float[] values) {
    this.method = Objects.requireNonNull(method, "method");
    this.target = Objects.requireNonNull(target, "target");
    this.layer = Objects.requireNonNull(layer, "layer");
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /**
   * Makes a map.
   *
   * @param method what it comes from, such as {@code relevance}
   * @param target the class it speaks of
   * @param layer where in the network it was taken; {@code image} for the picture itself
   * @param values height x width, row by row; copied
   * @throws IllegalArgumentException if the length does not fit or a value is not finite
   */
  public static Attribution of(
      String method, String target, String layer, int height, int width, float[] values) {
    if (height < 1 || width < 1 || values.length != height * width) {
      throw new IllegalArgumentException(
          ("an attribution holds height x width values, but %s at %s has %s for %s x %s; "
                  + "sum over channels first")
              .formatted(method, layer, values.length, height, width));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            ("an attribution is made of finite numbers, but %s at %s holds %s; look for a "
                    + "logit that overflows")
                .formatted(method, layer, value));
      }
    }
    return new Attribution(method, target, layer, height, width, values.clone());
  }

  /** The sum over the channels of 1 x C x H x W. */
  static Attribution summed(String method, String target, String layer, Tensor units) {
    if (units.shape().length != 4 || units.size(0) != 1) {
      throw new IllegalArgumentException(
          ("a map is drawn of one image's channels x height x width, but %s gives %s; "
                  + "choose a layer before the dense ones")
              .formatted(layer, Arrays.toString(units.shape())));
    }
    int height = (int) units.size(2);
    int width = (int) units.size(3);
    return of(method, target, layer, height, width, units.sum(1).floats());
  }

  /** What it comes from. */
  public String method() {
    return method;
  }

  /** The class it speaks of. */
  public String target() {
    return target;
  }

  /** Where in the network it was taken; {@code image} for the picture itself. */
  public String layer() {
    return layer;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** One value: positive speaks for the class. */
  public float at(int y, int x) {
    return values[y * width + x];
  }

  /** A copy of all values, height x width. */
  public float[] values() {
    return values.clone();
  }

  /** The sum of all values: the logit, where a method conserves it. */
  public double total() {
    double total = 0;
    for (float value : values) {
      total += value;
    }
    return total;
  }

  /** The largest absolute value. */
  public double largest() {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Attribution other
        && method.equals(other.method)
        && target.equals(other.target)
        && layer.equals(other.layer)
        && height == other.height
        && width == other.width
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(method, target, layer, height, width, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "Attribution[%s of %s at %s, %s x %s]".formatted(method, target, layer, width, height);
  }
}
