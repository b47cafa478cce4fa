package io.otherwise.world;

import io.otherwise.explain.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** The sheet a person looks at before the renderer is frozen, and that the data card shows. */
final class ContactSheet {
  private ContactSheet() {}

  /** Writes 64 pictures of the tuning split, or sweeps of every attribute, as a PNG. */
  public static void main(String[] arguments) throws IOException {
    boolean sweeps = arguments.length > 1 && arguments[1].equals("sweeps");
    write(sweeps ? sweeps() : sheet(), Path.of(arguments[0]));
  }

  static List<Image> sheet() {
    List<Image> images = new ArrayList<>();
    for (int index = 0; index < 64; index++) {
      images.add(FaceWorld.v1().scene(Split.TUNING, index).image());
    }
    return images;
  }

  /** A row for each attribute, from 0 to 1, each of another person. */
  static List<Image> sweeps() {
    List<Image> images = new ArrayList<>();
    for (Attribute attribute : Attribute.values()) {
      Scene scene = FaceWorld.v1().scene(Split.TUNING, 100 + images.size() / 8);
      Scene sharp = scene.with(Attribute.BLUR, 0);
      for (int step = 0; step < 8; step++) {
        images.add(sharp.with(attribute, step / 7.0).image());
      }
    }
    return images;
  }

  /** Eight pictures a row. */
  static void write(List<Image> images, Path file) throws IOException {
    int side = images.get(0).width();
    int rows = (images.size() + 7) / 8;
    BufferedImage sheet = new BufferedImage(8 * side, rows * side, BufferedImage.TYPE_INT_RGB);
    for (int n = 0; n < images.size(); n++) {
      paste(sheet, images.get(n), n % 8 * side, n / 8 * side);
    }
    ImageIO.write(sheet, "png", file.toFile());
  }

  private static void paste(BufferedImage sheet, Image image, int left, int top) {
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int rgb = 0;
        for (int channel = 0; channel < Image.CHANNELS; channel++) {
          rgb = rgb << 8 | Math.round(image.at(channel, y, x) * 255);
        }
        sheet.setRGB(left + x, top + y, rgb);
      }
    }
  }
}
