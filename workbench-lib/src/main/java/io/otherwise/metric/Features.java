package io.otherwise.metric;

import io.otherwise.explain.Image;
import io.otherwise.model.FeatureNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a network makes of some images: one row of finite numbers each, all of one width. Rows stay
 * as they were given; a choice of rows copies nothing.
 */
public final class Features {
  /** Images that a network sees at once. */
  private static final int CHUNK = 64;

  private final int size;
  private final int width;
  private final IntFunction<double[]> row;

  private Features(int size, int width, IntFunction<double[]> row) {
    this.size = size;
    this.width = width;
    this.row = row;
  }

  /**
   * Features in double precision.
   *
   * @param rows [image][feature]; not copied
   * @throws IllegalArgumentException if the widths differ or a feature is not finite
   */
  public static Features of(double[][] rows) {
    return checked(new Features(rows.length, rows.length == 0 ? 0 : rows[0].length, i -> rows[i]));
  }

  /**
   * Features as networks give them; widened when they are read.
   *
   * @param rows [image][feature]; not copied
   * @throws IllegalArgumentException if the widths differ or a feature is not finite
   */
  public static Features of(float[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    return checked(new Features(rows.length, width, i -> widened(rows[i])));
  }

  /**
   * Asks a network, 64 images at a time.
   *
   * @throws IllegalArgumentException if it does not answer with one finite row an image
   */
  public static Features of(FeatureNetwork network, List<Image> images) {
    List<float[]> rows = new ArrayList<>(images.size());
    for (int from = 0; from < images.size(); from += CHUNK) {
      List<Image> chunk = images.subList(from, Math.min(images.size(), from + CHUNK));
      float[][] answer = network.features(chunk);
      if (answer.length != chunk.size()) {
        throw new IllegalArgumentException(
            "a feature network answers with one row an image, but "
                + network.name()
                + " gave "
                + answer.length
                + " for "
                + chunk.size()
                + "; return features as [image][feature]");
      }
      rows.addAll(List.of(answer));
    }
    return of(rows.toArray(float[][]::new));
  }

  private static Features checked(Features features) {
    for (int i = 0; i < features.size; i++) {
      double[] row = features.row(i);
      if (row.length != features.width) {
        throw new IllegalArgumentException(
            "features of one set have one width, but image 0 has "
                + features.width
                + " and image "
                + i
                + " has "
                + row.length
                + "; take them all from one layer of one network");
      }
      for (int k = 0; k < row.length; k++) {
        if (!Double.isFinite(row[k])) {
          throw new IllegalArgumentException(
              "features are finite numbers, but feature "
                  + k
                  + " of image "
                  + i
                  + " is "
                  + row[k]
                  + "; look at that image and at the network's preprocessing");
        }
      }
    }
    return features;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int k = 0; k < wide.length; k++) {
      wide[k] = values[k];
    }
    return wide;
  }

  /** Refuses two sets that do not come from one network. */
  static void sameWidth(int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException(
          "two sets are compared by features of one width, but theirs are "
              + a
              + " and "
              + b
              + "; take both from one layer of one network");
    }
  }

  /** How many images. */
  public int size() {
    return size;
  }

  /** How many features an image has; 0 where there is no image. */
  public int width() {
    return width;
  }

  /** The features of one image; to be read only. */
  double[] row(int image) {
    return row.apply(image);
  }

  /**
   * Some images, in the order asked for.
   *
   * @param images counted from 0; repeats allowed
   */
  public Features rows(int... images) {
    int[] chosen = images.clone();
    return new Features(chosen.length, width, i -> row.apply(chosen[i]));
  }
}
