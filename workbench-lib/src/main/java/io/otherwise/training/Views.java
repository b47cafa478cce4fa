package io.otherwise.training;

import io.otherwise.explain.Seed;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Another view of the same picture: a square part of it at full size, perhaps mirrored, in other
 * light and with noise. What survives all of that is what a self-supervised network learns.
 *
 * @param seed of all draws; a view depends on (seed, name, step, place in the batch) alone
 * @param smallest side of the smallest part, as a share of the picture's side
 * @param light largest change of brightness and of contrast, as a share
 * @param tint largest change of a single channel, as a share
 * @param noise largest noise of a value, in [0, 1]
 */
public record Views(long seed, double smallest, double light, double tint, double noise) {
  /** Half of the pictures are mirrored. */
  private static final double MIRRORED = 0.5;

  private static final int DRAWS = 9;

  public Views {
    if (!(smallest > 0 && smallest <= 1) || light < 0 || tint < 0 || noise < 0) {
      throw new IllegalArgumentException(
          "a view shows a part in (0, 1] and changes by shares of at least 0, but had "
              + smallest
              + ", "
              + light
              + ", "
              + tint
              + " and "
              + noise
              + "; 1, 0, 0 and 0 leave the picture as it is, perhaps mirrored");
    }
  }

  /** For rendered faces: the face stays in view, its colours stay in the neighbourhood. */
  public static Views faces(long seed) {
    return new Views(seed, 0.7, 0.3, 0.1, 0.04);
  }

  /**
   * One view of each picture.
   *
   * @param images N x 3 x H x W in [0, 1]
   * @param view its name: views of two names differ
   * @return the same shape, about [0, 1]
   */
  public Tensor of(Tensor images, String view, int step) {
    long key = Seed.seed(seed).key(view, "view", step);
    Tensor mirrored = images.select(3, backwards(images.size(3)));
    List<Tensor> parts = new ArrayList<>();
    int n = (int) images.size(0);
    for (int i = 0; i < n; i++) {
      long first = (long) i * DRAWS;
      Tensor source = Seed.uniform(key, first) < MIRRORED ? mirrored : images;
      parts.add(part(source.narrow(0, i, 1), key, first + 1));
    }
    Tensor cut = Tensor.cat(parts, 0);
    Tensor grey = cut.mean(1, 2, 3);
    Tensor recoloured =
        cut.minus(grey).times(factors(key, n, 1)).plus(grey.times(factors(key, n, 2)));
    Tensor tinted = recoloured.times(tints(key, n));
    return noise == 0 ? tinted : tinted.plus(grain(key, images.shape()));
  }

  private Tensor part(Tensor image, long key, long draw) {
    long height = image.size(2);
    long width = image.size(3);
    double share = smallest + (1 - smallest) * Seed.uniform(key, draw);
    long h = Math.max(1, Math.round(share * height));
    long w = Math.max(1, Math.round(share * width));
    long top = (long) (Seed.uniform(key, draw + 1) * (height - h + 1));
    long left = (long) (Seed.uniform(key, draw + 2) * (width - w + 1));
    return image.narrow(2, top, h).narrow(3, left, w).bilinear(height, width);
  }

  /** Contrast (1) or brightness (2) of each picture: N x 1 x 1 x 1. */
  private Tensor factors(long key, int n, int which) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = about(light, Seed.uniform(key, (long) i * DRAWS + 3 + which));
    }
    return Tensor.of(values, n, 1, 1, 1);
  }

  private Tensor tints(long key, int n) {
    float[] values = new float[3 * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = about(tint, Seed.uniform(key, (long) (i / 3) * DRAWS + 6 + i % 3));
    }
    return Tensor.of(values, n, 3, 1, 1);
  }

  private static float about(double change, double u) {
    return (float) (1 + change * (2 * u - 1));
  }

  private Tensor grain(long key, long... shape) {
    int size = 1;
    for (long d : shape) {
      size = Math.multiplyExact(size, Math.toIntExact(d));
    }
    long after = shape[0] * DRAWS;
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (noise * (2 * Seed.uniform(key, after + i) - 1));
    }
    return Tensor.of(values, shape);
  }

  private static Tensor backwards(long width) {
    long[] columns = new long[(int) width];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = width - 1 - i;
    }
    return Tensor.of(columns, width);
  }
}
