package io.otherwise.experiment;

import io.otherwise.explain.Image;
import io.otherwise.image.Png;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How a store keeps pictures. */
public enum ImageFormat {
  /** Every value as it was: 3 x height x width little-endian 32-bit floats, without a header. */
  FLOAT("f32"),
  /** 8 bits a channel, for looking at; what is read back is a multiple of 1/255. */
  PNG("png");

  private final String ending;

  ImageFormat(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }

  byte[] encode(Image image) {
    return this == PNG ? Png.encode(image) : floats(image);
  }

  /** The floats of a picture, whatever the format of a store: also what pictures are hashed by. */
  static byte[] floats(Image image) {
    float[] values = image.values();
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * The picture that {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are no picture of that size
   */
  Image decode(String id, int height, int width, byte[] bytes) {
    if (this == PNG) {
      return Png.decode(id, bytes);
    }
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Image.of(id, height, width, values);
  }
}
