package io.otherwise.world;

/** A Gaussian blur whose width is a share of the picture, so that every side looks alike. */
final class Blur {
  private Blur() {}

  /** Standard deviation at full strength, as a share of the side: 1.4 pixels of 64. */
  private static final double WIDTH = 1.4 / 64;

  /** Blurs 3 x side x side values in place. */
  static void apply(double[] values, int side, double strength) {
    double sigma = WIDTH * side * strength;
    if (sigma < 0.15) {
      return;
    }
    double[] kernel = kernel(sigma);
    double[] rows = new double[values.length];
    pass(values, rows, kernel, side, 1, side);
    pass(rows, values, kernel, side, side, 1);
  }

  private static double[] kernel(double sigma) {
    int radius = (int) Math.ceil(3 * sigma);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      kernel[i + radius] = StrictMath.exp(-0.5 * i * i / (sigma * sigma));
      sum += kernel[i + radius];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    return kernel;
  }

  /** One direction: {@code step} walks along it, {@code next} to the neighbouring line. */
  private static void pass(
      double[] from, double[] to, double[] kernel, int side, int step, int next) {
    int radius = kernel.length / 2;
    for (int channel = 0; channel < 3; channel++) {
      for (int line = 0; line < side; line++) {
        int start = channel * side * side + line * next;
        for (int i = 0; i < side; i++) {
          double sum = 0;
          for (int k = -radius; k <= radius; k++) {
            int j = Math.min(side - 1, Math.max(0, i + k));
            sum += kernel[k + radius] * from[start + j * step];
          }
          to[start + i * step] = sum;
        }
      }
    }
  }
}
