package io.otherwise.metric;

import io.otherwise.explain.Image;

/** How far two pictures of one size lie apart, over all 3 x height x width values in [0, 1]. */
public enum PixelDistance {
  /** Mean absolute difference, in [0, 1]. */
  L1 {
    @Override
    public double between(Image a, Image b) {
      float[] x = same(a, b).values();
      float[] y = b.values();
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += Math.abs((double) x[i] - y[i]);
      }
      return sum / x.length;
    }
  },
  /** Euclidean length of the difference, as {@link io.otherwise.world.ModelTruth} sorts by. */
  L2 {
    @Override
    public double between(Image a, Image b) {
      float[] x = same(a, b).values();
      float[] y = b.values();
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double step = (double) x[i] - y[i];
        sum += step * step;
      }
      return Math.sqrt(sum);
    }
  };

  /**
   * The distance, 0 or more.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public abstract double between(Image a, Image b);

  private static Image same(Image a, Image b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException(
          "a distance compares pictures of one size, but had "
              + a
              + " and "
              + b
              + "; resize one of them first");
    }
    return a;
  }
}
