package io.otherwise.world.flower;

import io.otherwise.explain.Image;
import io.otherwise.world.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The sheets that a person looks at before the renderer is frozen, and that the data card shows.
 */
final class FlowerSheet {
  private static final int COLUMNS = 8;

  private FlowerSheet() {}

  /** Writes pictures of the tuning split as a PNG, or those of rare forms or of every trait. */
  public static void main(String[] arguments) throws IOException {
    String what = arguments.length > 1 ? arguments[1] : "";
    write(
        switch (what) {
          case "hard" -> plants(FlowerKnobs.hard(0.4), 16);
          case "sweeps" -> sweeps();
          default -> plants(FlowerKnobs.clean(), 32);
        },
        Path.of(arguments[0]));
  }

  static List<Image> plants(FlowerKnobs knobs, int count) {
    List<Image> images = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      images.add(FlowerWorld.v1().scene(Split.TUNING, index, knobs).image());
    }
    return images;
  }

  /** A row for each trait from 0 to 1, and one from a species to another. */
  static List<Image> sweeps() {
    List<Image> images = new ArrayList<>();
    FlowerScene scene = FlowerWorld.v1().scene(Split.TUNING, 3).with(Species.CORN_POPPY);
    for (int row = 0; row <= Trait.values().length; row++) {
      for (int step = 0; step < COLUMNS; step++) {
        double value = step / (COLUMNS - 1.0);
        images.add(
            row == Trait.values().length
                ? scene.with(Species.DOG_ROSE, value).image()
                : scene.with(Trait.values()[row], value).image());
      }
    }
    return images;
  }

  static void write(List<Image> images, Path file) throws IOException {
    int side = images.get(0).width();
    int rows = (images.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage sheet =
        new BufferedImage(COLUMNS * side, rows * side, BufferedImage.TYPE_INT_RGB);
    for (int n = 0; n < images.size(); n++) {
      paste(sheet, images.get(n), n % COLUMNS * side, n / COLUMNS * side);
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
