package io.otherwise.explain;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * A picture on the heap: float RGB in [0, 1], laid out channel by channel (3 x height x width),
 * with an id that says where it came from. Immutable.
 */
public final class Image {
  /** Red, green, blue. */
  public static final int CHANNELS = 3;

  private final String id;
  private final int height;
  private final int width;
  private final float[] values;

  private Image(String id, int height, int width, float[] values) {
    this.id = id;
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /**
   * Makes an image from values in [0, 1].
   *
   * @param id where the picture came from, such as {@code faces/7} or a file name
   * @param values 3 x height x width, row-major; copied
   * @throws IllegalArgumentException if the length does not fit or a value is outside [0, 1]
   */
  public static Image of(String id, int height, int width, float[] values) {
    Objects.requireNonNull(id, "id");
    if (height < 1 || width < 1 || values.length != CHANNELS * height * width) {
      throw new IllegalArgumentException(
          "an image holds 3 x height x width values, but "
              + id
              + " has "
              + values.length
              + " values for height "
              + height
              + " and width "
              + width
              + "; lay them out channel by channel");
    }
    for (float v : values) {
      if (!(v >= 0f && v <= 1f)) {
        throw new IllegalArgumentException(
            "image values lie in [0, 1], but "
                + id
                + " holds "
                + v
                + "; divide 8-bit values by 255 or clamp first");
      }
    }
    return new Image(id, height, width, values.clone());
  }

  /** Makes an image after moving every value into [0, 1]; NaN becomes 0. */
  public static Image clamped(String id, int height, int width, float[] values) {
    float[] inside = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      inside[i] = values[i] >= 0f ? Math.min(values[i], 1f) : 0f;
    }
    return of(id, height, width, inside);
  }

  /**
   * Reads a picture file (PNG, JPEG, GIF, BMP). Grey becomes RGB, transparency is laid over white,
   * embedded colour profiles and EXIF rotation are left aside. The id is the file's name.
   *
   * @throws java.io.UncheckedIOException if the file is missing or is not a readable picture
   */
  public static Image read(Path file) {
    return ImageFile.read(file);
  }

  /** Reads a picture file: {@code Image.read("photo.png")}. */
  public static Image read(String file) {
    return read(Path.of(file));
  }

  /**
   * Decodes the bytes of a picture file, as {@link #read(Path)} does.
   *
   * @throws java.io.UncheckedIOException if the bytes are no readable picture
   */
  public static Image decode(String id, byte[] bytes) {
    return ImageFile.decode(id, bytes);
  }

  /** The question what would make the classifier see {@code target} here. */
  public Query towards(String target) {
    return Query.of(this, target);
  }

  /** Where the picture came from. */
  public String id() {
    return id;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** One value in [0, 1]; channel 0 is red. */
  public float at(int channel, int y, int x) {
    return values[(channel * height + y) * width + x];
  }

  /** A copy of all values, 3 x height x width. */
  public float[] values() {
    return values.clone();
  }

  /** The same picture under another id. */
  public Image named(String newId) {
    return new Image(Objects.requireNonNull(newId), height, width, values);
  }

  /** True when the pictures are equal to the bit, whatever their ids. */
  public boolean samePixels(Image other) {
    return height == other.height && width == other.width && Arrays.equals(values, other.values);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Image other && id.equals(other.id) && samePixels(other);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Image[" + id + ", " + width + " x " + height + "]";
  }
}
