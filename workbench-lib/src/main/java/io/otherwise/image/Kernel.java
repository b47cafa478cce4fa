package io.otherwise.image;

/** An interpolation kernel: the weight of a sample at a distance, in samples. */
public enum Kernel {
  /** A triangle of half-width 1. */
  BILINEAR(1),
  /** Keys' cubic of half-width 2; its parameter depends on the resampler. */
  BICUBIC(2);

  private final int halfWidth;

  Kernel(int halfWidth) {
    this.halfWidth = halfWidth;
  }

  int halfWidth() {
    return halfWidth;
  }

  /**
   * The weight at distance x.
   *
   * @param a Keys' parameter: -0.5 in PIL, -0.75 in torch without antialiasing
   */
  double weight(double x, double a) {
    double d = Math.abs(x);
    if (d >= halfWidth) {
      return 0;
    }
    if (this == BILINEAR) {
      return 1 - d;
    }
    return d < 1
        ? ((a + 2) * d - (a + 3)) * d * d + 1 // Keys (1981), eq. 15
        : (((d - 5) * d + 8) * d - 4) * a;
  }
}
