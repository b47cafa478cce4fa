package io.otherwise.image;

import io.otherwise.explain.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * JPEG, for comparing with published pipelines that stored their images so. Never a default: its
 * loss moves Frechet distances.
 */
public final class Jpeg {
  private Jpeg() {}

  /**
   * The bytes of a JPEG file with halved chroma.
   *
   * @param quality 1 to 100, on the scale of libjpeg; 75 is what most tools write
   */
  public static byte[] encode(Image image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException(
          "JPEG quality lies in 1 to 100, but was %s; choose 75 for the common setting"
              .formatted(quality));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / 100f);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture(image), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a JPEG must be encodable, but %s is not: %s; write PNG".formatted(image, e), e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The image as a reader of its JPEG file would see it. */
  public static Image rounded(Image image, int quality) {
    return Image.decode(image.id(), encode(image, quality));
  }

  private static BufferedImage picture(Image image) {
    byte[] bytes = Png.bytes(image);
    BufferedImage out =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.height() * image.width(); i++) {
      int rgb = (bytes[3 * i] & 255) << 16 | (bytes[3 * i + 1] & 255) << 8 | bytes[3 * i + 2] & 255;
      out.setRGB(i % image.width(), i / image.width(), rgb);
    }
    return out;
  }
}
