package io.otherwise.show;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.otherwise.explain.Image;
import io.otherwise.image.Kernel;
import io.otherwise.image.Png;
import io.otherwise.image.Resize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures at the size in which they are seen. */
final class Pixels {
  /** Small pictures are enlarged to at least this many pixels; smaller ones are hard to judge. */
  private static final int SEEN = 96;

  private static final int LARGEST = 256;
  private static final int LIMIT = 4096;

  /** Undoes what pages do to pictures: shrinking them, and counting frames into their size. */
  private static final String OWN_SIZE =
      "display:block;margin:0 auto;max-width:none;box-sizing:content-box;";

  private Pixels() {}

  /** The length of the longer side on the page: a whole multiple of small pictures. */
  static int natural(Image image) {
    int side = longer(image);
    return side < SEEN ? (SEEN + side - 1) / side * side : Math.min(side, LARGEST);
  }

  static int checked(int side) {
    if (side < 1 || side > LIMIT) {
      throw new IllegalArgumentException(
          ("a picture's side on the page must be 1 to %s pixels, but was %s; 96 to 128 suit most "
                  + "grids")
              .formatted(LIMIT, side));
    }
    return side;
  }

  static int width(Image image, int side) {
    return Math.max(1, Math.round((float) side * image.width() / longer(image)));
  }

  static int height(Image image, int side) {
    return Math.max(1, Math.round((float) side * image.height() / longer(image)));
  }

  /** Repeated pixels at whole multiples, so that nothing is invented; interpolated otherwise. */
  static Image resized(Image image, int side) {
    int height = height(image, side);
    int width = width(image, side);
    return whole(image, side)
        ? Resize.nearest(image, height, width)
        : Resize.antialiased(image, height, width, Kernel.BICUBIC);
  }

  static BufferedImage picture(Image image, int side) {
    Image sized = resized(image, side);
    BufferedImage out =
        new BufferedImage(sized.width(), sized.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sized.height(); y++) {
      for (int x = 0; x < sized.width(); x++) {
        out.setRGB(x, y, rgb(sized, y, x));
      }
    }
    return out;
  }

  /** An element with the picture inside; the browser does the enlarging. */
  static String element(Image image, int side, String alt, String style) {
    // Dense screens show twice the pixels; more than that only makes the notebook heavy.
    Image source = longer(image) > 2 * side ? resized(image, 2 * side) : image;
    String rendering = whole(image, side) ? "image-rendering:pixelated;" : "";
    return "<img width=\"%s\" height=\"%s\" alt=\"%s\" style=\"%s%s%s\" src=\"%s\">"
        .formatted(
            width(image, side),
            height(image, side),
            Html.escaped(alt),
            OWN_SIZE,
            rendering,
            style,
            data(Png.encode(source)));
  }

  static String data(byte[] png) {
    return "data:image/png;base64," + new String(Base64.getEncoder().encode(png), US_ASCII);
  }

  static byte[] png(BufferedImage picture) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory can always be written", e);
    }
  }

  private static boolean whole(Image image, int side) {
    return side % longer(image) == 0;
  }

  private static int longer(Image image) {
    return Math.max(image.height(), image.width());
  }

  private static int rgb(Image image, int y, int x) {
    int out = 0;
    for (int c = 0; c < Image.CHANNELS; c++) {
      out = out << 8 | (int) (image.at(c, y, x) * 255f + .5f);
    }
    return out;
  }
}
