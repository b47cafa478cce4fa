package io.otherwise.metric;

import io.otherwise.explain.Counterfactual;
import io.otherwise.explain.Image;
import io.otherwise.model.Classifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which regions of a counterfactual carry the target class? Puts one window after another back to
 * the factual image and records by how much p(target) drops.
 *
 * <p>Farid et al. (2023), <a href="https://arxiv.org/abs/2310.06668">Latent Diffusion
 * Counterfactual Explanations</a>, Appendix L. The paper states the window alone; stride, no
 * padding and the mean over the windows that cover a pixel are our choice.
 *
 * @param window side of the square window, pixels
 * @param stride pixels from one window to the next; windows start at 0 and lie inside the image
 */
public record RegionImportance(int window, int stride) {
  /** The side of the images in the paper. */
  private static final int PAPER_SIDE = 256;

  public RegionImportance {
    if (window < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "window and stride are at least 1 pixel, but were "
              + window
              + " and "
              + stride
              + "; the paper's window is a quarter of the image's side");
    }
  }

  /** Windows of 64 pixels, for images of 256; they overlap by half. */
  public static RegionImportance paper() {
    return new RegionImportance(64, 32);
  }

  /** The same share of a smaller or larger image, by its shorter side. */
  public RegionImportance scaledTo(Image image) {
    int side = Math.min(image.height(), image.width());
    return new RegionImportance(scaled(window, side), scaled(stride, side));
  }

  private static int scaled(int pixels, int side) {
    return Math.max(1, Math.round((float) pixels * side / PAPER_SIDE));
  }

  public RegionImportance window(int value) {
    return new RegionImportance(value, stride);
  }

  public RegionImportance stride(int value) {
    return new RegionImportance(window, value);
  }

  /**
   * What putting windows back costs.
   *
   * @param target p(target) of the counterfactual
   * @param drops p(target) less that with a window put back, row by row; negative where the factual
   *     pixels speak for the target
   * @param map [y][x] mean drop over the windows that cover a pixel; NaN where none does
   */
  public record Drops(double target, double[] drops, double[][] map) {
    public Drops {
      drops = drops.clone();
      map = Arrays.stream(map).map(double[]::clone).toArray(double[][]::new);
    }

    /** A copy. */
    @Override
    public double[] drops() {
      return drops.clone();
    }

    /** A copy. */
    @Override
    public double[][] map() {
      return Arrays.stream(map).map(double[]::clone).toArray(double[][]::new);
    }

    /** The map as a grey picture: white for the largest drop, black for none and for a rise. */
    public Image picture(String id) {
      double most =
          Arrays.stream(map)
              .flatMapToDouble(Arrays::stream)
              .filter(drop -> !Double.isNaN(drop))
              .max()
              .orElse(0);
      int pixels = map.length * map[0].length;
      float[] values = new float[Image.CHANNELS * pixels];
      for (int i = 0; i < values.length; i++) {
        double drop = map[i % pixels / map[0].length][i % map[0].length];
        values[i] = most > 0 ? (float) (drop / most) : 0;
      }
      return Image.clamped(id, map.length, map[0].length, values);
    }
  }

  /** Asks the classifier about an answer's own target. */
  public Drops of(Classifier classifier, Counterfactual answer) {
    return of(classifier, answer.factual(), answer.edited(), answer.query().target());
  }

  /**
   * Asks the classifier once for every window, in batches.
   *
   * @throws IllegalArgumentException if the window is larger than the image, the sizes differ or
   *     the classifier does not know the target
   */
  public Drops of(Classifier classifier, Image factual, Image edited, String target) {
    check(factual, edited);
    classifier.indexOf(target);
    List<Corner> corners = corners(edited.height(), edited.width());
    double whole = classifier.score(edited).of(target);
    List<Double> without =
        InChunks.map(
            corners.stream().map(corner -> putBack(factual, edited, corner)),
            InChunks.SIZE,
            chunk -> classifier.score(chunk).stream().map(scores -> scores.of(target)).toList());
    double[] drops = without.stream().mapToDouble(p -> whole - p).toArray();
    return new Drops(whole, drops, mean(corners, drops, edited));
  }

  private record Corner(int y, int x) {}

  private List<Corner> corners(int height, int width) {
    List<Corner> corners = new ArrayList<>();
    for (int y = 0; y + window <= height; y += stride) {
      for (int x = 0; x + window <= width; x += stride) {
        corners.add(new Corner(y, x));
      }
    }
    return corners;
  }

  private Image putBack(Image factual, Image edited, Corner corner) {
    float[] values = edited.values();
    float[] old = factual.values();
    for (int row = 0; row < Image.CHANNELS * window; row++) {
      int y = row / window * edited.height() + corner.y() + row % window;
      int at = y * edited.width() + corner.x();
      System.arraycopy(old, at, values, at, window);
    }
    return Image.of(edited.id(), edited.height(), edited.width(), values);
  }

  private double[][] mean(List<Corner> corners, double[] drops, Image image) {
    double[][] sum = new double[image.height()][image.width()];
    int[][] windows = new int[image.height()][image.width()];
    for (int i = 0; i < drops.length; i++) {
      Corner corner = corners.get(i);
      for (int y = corner.y(); y < corner.y() + window; y++) {
        for (int x = corner.x(); x < corner.x() + window; x++) {
          sum[y][x] += drops[i];
          windows[y][x]++;
        }
      }
    }
    for (int y = 0; y < sum.length; y++) {
      for (int x = 0; x < sum[y].length; x++) {
        sum[y][x] /= windows[y][x];
      }
    }
    return sum;
  }

  private void check(Image factual, Image edited) {
    if (factual.height() != edited.height() || factual.width() != edited.width()) {
      throw new IllegalArgumentException(
          "windows are put back from an image of the same size, but "
              + factual
              + " and "
              + edited
              + " differ; resize one");
    }
    if (window > Math.min(edited.height(), edited.width())) {
      throw new IllegalArgumentException(
          "a window fits into the image, but is "
              + window
              + " pixels for "
              + edited
              + "; scale it by scaledTo(image)");
    }
  }
}
