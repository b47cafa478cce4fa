package io.otherwise.image;

/**
 * Which source samples make each output sample of one axis, and with which weights.
 *
 * @param first for each output, the position of its first source sample; may lie outside, where the
 *     border sample stands in
 * @param weights for each output, the weights of consecutive source samples; they add up to 1
 */
record Taps(int[] first, double[][] weights) {
  private static final int FRACTION_BITS = 22;

  /** PIL's resampler: the kernel is widened by the factor of reduction, cut at the border. */
  static Taps antialiased(int from, int to, Kernel kernel) {
    double scale = (double) from / to;
    double widening = Math.max(scale, 1);
    double support = kernel.halfWidth() * widening;
    Taps taps = new Taps(new int[to], new double[to][]);
    for (int i = 0; i < to; i++) {
      double centre = (i + .5) * scale;
      int begin = Math.max((int) (centre - support + .5), 0);
      int end = Math.min((int) (centre + support + .5), from);
      double[] weights = new double[end - begin];
      for (int j = 0; j < weights.length; j++) {
        weights[j] = kernel.weight((begin + j - centre + .5) / widening, -.5);
      }
      taps.first[i] = begin;
      taps.weights[i] = normalised(weights);
    }
    return taps;
  }

  /**
   * torch's interpolate without antialiasing and with align_corners=False: the same few neighbours
   * however much is reduced, border samples repeated.
   *
   * @param scale source samples an output sample; {@code from / to} unless a scale factor is given
   */
  static Taps plain(int to, double scale, Kernel kernel) {
    int width = 2 * kernel.halfWidth();
    Taps taps = new Taps(new int[to], new double[to][width]);
    for (int i = 0; i < to; i++) {
      double at = (i + .5) * scale - .5;
      int begin = (int) Math.floor(at) - kernel.halfWidth() + 1;
      taps.first[i] = begin;
      for (int j = 0; j < width; j++) {
        taps.weights[i][j] = kernel.weight(at - begin - j, -.75);
      }
    }
    return taps;
  }

  int size() {
    return first.length;
  }

  private static double[] normalised(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] /= sum;
    }
    return weights;
  }

  /** One output sample of a line of {@code length} samples that lie {@code stride} apart. */
  float apply(int output, float[] source, int offset, int stride, int length) {
    double sum = 0;
    double[] line = weights[output];
    for (int j = 0; j < line.length; j++) {
      int at = Math.min(Math.max(first[output] + j, 0), length - 1);
      sum += line[j] * source[offset + at * stride];
    }
    return (float) sum;
  }

  /** The same for whole numbers from 0 to 255, in PIL's fixed point with 22 bits of fraction. */
  float applyEightBit(int output, float[] source, int offset, int stride, int length) {
    int sum = 1 << (FRACTION_BITS - 1);
    double[] line = weights[output];
    for (int j = 0; j < line.length; j++) {
      int weight = (int) (line[j] * (1 << FRACTION_BITS) + Math.copySign(.5, line[j]));
      int at = Math.min(Math.max(first[output] + j, 0), length - 1);
      sum += weight * (int) source[offset + at * stride];
    }
    return Math.min(Math.max(sum >> FRACTION_BITS, 0), 255);
  }
}
