package io.otherwise.explain;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads picture files as stored: samples are taken from the raster, never through a colour
 * conversion. {@link BufferedImage#getRGB} would brighten grey files (it takes them for linear
 * light) and apply embedded profiles, which no loader of the field does.
 */
final class ImageFile {
  private static final long MAX_PIXELS = 100_000_000L;

  private ImageFile() {}

  static Image read(Path file) {
    Path name = file.getFileName();
    return decode(name == null ? file.toString() : name.toString(), bytes(file));
  }

  static Image decode(String id, byte[] bytes) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw broken(id, "its first bytes are of no picture format", null);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return decode(id, reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
      // The JDK's decoders let the last two escape on damaged files.
      throw broken(id, "decoding stopped with \"" + e.getMessage() + "\"", e);
    }
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      // Where the program runs says where a relative path was looked for, and else nothing.
      String wayOut =
          file.isAbsolute()
              ? "correct its name or folder"
              : "give a path relative to %s or an absolute one"
                  .formatted(Path.of("").toAbsolutePath());
      throw new UncheckedIOException(
          "an image file must exist to be read, but there is no file %s; %s"
              .formatted(file, wayOut),
          new NoSuchFileException(file.toString()));
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw broken(file.toString(), "reading stopped with \"" + e.getMessage() + "\"", e);
    }
  }

  private static Image decode(String id, ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MAX_PIXELS) {
      throw broken(id, "it has %s pixels, more than 100 million".formatted(pixels), null);
    }
    BufferedImage picture = reader.read(0);
    return Image.clamped(id, picture.getHeight(), picture.getWidth(), planes(picture));
  }

  /** 3 x height x width in [0, 1]. */
  static float[] planes(BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    float[] out = new float[Image.CHANNELS * height * width];
    float[][] row = new float[4][width]; // red, green, blue, alpha
    for (int y = 0; y < height; y++) {
      readRow(picture, y, row);
      for (int c = 0; c < Image.CHANNELS; c++) {
        for (int x = 0; x < width; x++) {
          float alpha = row[3][x];
          out[(c * height + y) * width + x] = alpha == 1f ? row[c][x] : over(row[c][x], alpha);
        }
      }
    }
    return out;
  }

  /** A colour laid over white. */
  private static float over(float colour, float alpha) {
    return colour * alpha + (1f - alpha);
  }

  private static void readRow(BufferedImage picture, int y, float[][] row) {
    Arrays.fill(row[3], 1f);
    if (picture.getColorModel() instanceof ComponentColorModel model) {
      readSamples(picture.getRaster(), model, y, row);
    } else {
      readPacked(picture, y, row);
    }
  }

  private static void readSamples(Raster raster, ColorModel model, int y, float[][] row) {
    int bands = raster.getNumBands();
    boolean grey = bands < 3;
    for (int band = 0; band < bands; band++) {
      int left = raster.getMinX();
      int top = raster.getMinY() + y;
      float[] samples = raster.getSamples(left, top, row[0].length, 1, band, (float[]) null);
      float max = (1 << model.getComponentSize(band)) - 1;
      int to = band == bands - 1 && model.hasAlpha() ? 3 : band;
      for (int x = 0; x < samples.length; x++) {
        row[to][x] = samples[x] / max;
      }
    }
    if (grey) {
      row[1] = row[0].clone();
      row[2] = row[0].clone();
    }
  }

  /** Palettes and packed integers, whose colours need no conversion. */
  private static void readPacked(BufferedImage picture, int y, float[][] row) {
    for (int x = 0; x < row[0].length; x++) {
      int argb = picture.getRGB(x, y);
      for (int c = 0; c < 4; c++) {
        int shift = c == 3 ? 24 : 16 - 8 * c;
        row[c][x] = ((argb >>> shift) & 255) / 255f;
      }
    }
  }

  private static UncheckedIOException broken(String id, String why, Exception cause) {
    return new UncheckedIOException(
        ("an image must be a readable PNG, JPEG, GIF or BMP file, but %s is not: %s; save it again"
                + " as PNG")
            .formatted(id, why),
        new IOException(why, cause));
  }
}
