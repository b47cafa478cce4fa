package io.otherwise.golden;

import java.util.List;

/**
 * {@link TinyClassifier} in plain Java and double precision, for the files whose numbers were
 * computed so.
 */
final class TinyDouble {
  private static final int MIDDLE = 8;
  private static final int LAST = 16;

  private final int scores;
  private final float[] weight1;
  private final float[] bias1;
  private final float[] weight2;
  private final float[] bias2;
  private final float[] weight;
  private final float[] bias;

  TinyDouble(int scores, int run) {
    this.scores = scores;
    this.weight1 = parameter("conv1.weight", run, MIDDLE, 3, 3, 3);
    this.bias1 = parameter("conv1.bias", run, MIDDLE);
    this.weight2 = parameter("conv2.weight", run, LAST, MIDDLE, 3, 3);
    this.bias2 = parameter("conv2.bias", run, LAST);
    this.weight = parameter("fc.weight", run, scores, LAST);
    this.bias = parameter("fc.bias", run, scores);
  }

  private static float[] parameter(String key, int run, long... shape) {
    List<Long> sizes = java.util.Arrays.stream(shape).boxed().toList();
    return FormulaTensors.parameter("classifier." + key, run, sizes);
  }

  /** Logits of an image of 3 x height x width values. */
  double[] logits(float[] image, int height, int width) {
    double[] x = Stored.widened(image);
    double[] h = convolved(x, 3, height, width, weight1, bias1);
    int rows = (height + 1) / 2;
    int columns = (width + 1) / 2;
    h = convolved(h, MIDDLE, rows, columns, weight2, bias2);
    return dense(means(h));
  }

  /** 3 x 3, stride 2, one zero around, then ReLU. */
  private static double[] convolved(
      double[] x, int in, int height, int width, float[] weight, float[] bias) {
    int rows = (height + 1) / 2;
    int columns = (width + 1) / 2;
    double[] y = new double[bias.length * rows * columns];
    for (int i = 0; i < y.length; i++) {
      int out = i / (rows * columns);
      int top = 2 * (i / columns % rows) - 1;
      int left = 2 * (i % columns) - 1;
      double sum = bias[out];
      for (int k = 0; k < in * 9; k++) {
        int row = top + k / 3 % 3;
        int column = left + k % 3;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          sum += weight[out * in * 9 + k] * x[(k / 9 * height + row) * width + column];
        }
      }
      y[i] = Math.max(0, sum);
    }
    return y;
  }

  private static double[] means(double[] h) {
    double[] means = new double[LAST];
    int each = h.length / LAST;
    for (int i = 0; i < h.length; i++) {
      means[i / each] += h[i] / each;
    }
    return means;
  }

  private double[] dense(double[] means) {
    double[] logits = new double[scores];
    for (int s = 0; s < scores; s++) {
      logits[s] = bias[s];
      for (int k = 0; k < LAST; k++) {
        logits[s] += weight[s * LAST + k] * means[k];
      }
    }
    return logits;
  }
}
