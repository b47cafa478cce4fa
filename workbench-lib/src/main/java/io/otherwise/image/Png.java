package io.otherwise.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.otherwise.artifact.AtomicFile;
import io.otherwise.explain.Image;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG with 8 bits a channel. A value x in [0, 1] is stored as floor(255 x + 0.5) and read back as n
 * / 255, so an image that was 8-bit once survives unchanged. No time stamps or other chunks: equal
 * images give equal bytes on one Java runtime, and equal pixels everywhere.
 *
 * <p>W3C (2003), <a href="https://www.w3.org/TR/png/">Portable Network Graphics Specification</a>.
 */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int SAMPLES = Image.CHANNELS;

  private Png() {}

  /** The bytes of a PNG file. */
  public static byte[] encode(Image image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    byte[] size = ByteBuffer.allocate(8).putInt(image.width()).putInt(image.height()).array();
    // 8 bits, RGB, and the only compression, filter set and interlacing we write.
    chunk(out, "IHDR", concatenated(size, new byte[] {8, 2, 0, 0, 0}));
    chunk(out, "IDAT", deflated(filtered(bytes(image), image.height(), image.width())));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** An image from the bytes of a PNG file. */
  public static Image decode(String id, byte[] bytes) {
    return Image.decode(id, bytes);
  }

  /** Writes a file, atomically. */
  public static void write(Image image, Path file) {
    AtomicFile.write(file, encode(image));
  }

  /** The image as a reader of its PNG file would see it: every value a multiple of 1/255. */
  public static Image rounded(Image image) {
    float[] values = image.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = toByte(values[i]) / 255f;
    }
    return Image.of(image.id(), image.height(), image.width(), values);
  }

  /** The rounding rule: floor(255 x + 0.5) for x in [0, 1]. */
  static int toByte(float value) {
    return (int) (value * 255f + .5f);
  }

  /** Height x width x RGB. */
  static byte[] bytes(Image image) {
    int pixels = image.height() * image.width();
    float[] values = image.values();
    byte[] out = new byte[SAMPLES * pixels];
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < SAMPLES; c++) {
        out[SAMPLES * i + c] = (byte) toByte(values[c * pixels + i]);
      }
    }
    return out;
  }

  /** Each row under the filter that leaves the smallest numbers, as the specification advises. */
  private static byte[] filtered(byte[] samples, int height, int width) {
    int length = SAMPLES * width;
    ByteArrayOutputStream out = new ByteArrayOutputStream((length + 1) * height);
    byte[] above = new byte[length];
    byte[] row = new byte[length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(samples, y * length, row, 0, length);
      byte[] best = null;
      for (int type = 0; type < 5; type++) {
        byte[] candidate = filtered(row, above, type);
        if (best == null || magnitude(candidate) < magnitude(best)) {
          best = candidate;
        }
      }
      out.writeBytes(best);
      System.arraycopy(row, 0, above, 0, length);
    }
    return out.toByteArray();
  }

  private static byte[] filtered(byte[] row, byte[] above, int type) {
    byte[] out = new byte[row.length + 1];
    out[0] = (byte) type;
    for (int i = 0; i < row.length; i++) {
      int a = i < SAMPLES ? 0 : row[i - SAMPLES] & 255;
      int b = above[i] & 255;
      int c = i < SAMPLES ? 0 : above[i - SAMPLES] & 255;
      int predicted =
          switch (type) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> (a + b) / 2;
            case 4 -> paeth(a, b, c);
            default -> 0;
          };
      out[i + 1] = (byte) (row[i] - predicted);
    }
    return out;
  }

  /** Whichever of left, above and upper left is nearest to left + above - upper left. */
  private static int paeth(int a, int b, int c) {
    int estimate = a + b - c;
    int toA = Math.abs(estimate - a);
    int toB = Math.abs(estimate - b);
    int toC = Math.abs(estimate - c);
    return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
  }

  private static long magnitude(byte[] row) {
    long sum = 0;
    for (int i = 1; i < row.length; i++) {
      sum += Math.abs(row[i]);
    }
    return sum;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] block = new byte[8192];
      while (!deflater.finished()) {
        out.write(block, 0, deflater.deflate(block));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] typed = concatenated(type.getBytes(US_ASCII), data);
    CRC32 check = new CRC32();
    check.update(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(typed);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) check.getValue()).array());
  }

  private static byte[] concatenated(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
