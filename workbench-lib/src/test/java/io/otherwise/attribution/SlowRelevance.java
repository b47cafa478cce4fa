package io.otherwise.attribution;

/**
 * The rules once more, as slowly and as plainly as they are printed: a layer is a matrix, and every
 * contribution is looked at by itself. In double, so that it is the truth within float noise.
 */
final class SlowRelevance {
  private static final double EPSILON = 1e-6;

  private SlowRelevance() {}

  /** A layer as a matrix, outputs x inputs. */
  static final class Matrix {
    private final double[][] w;
    private final double[] bias;

    Matrix(double[][] w, double[] bias) {
      this.w = w;
      this.bias = bias;
    }

    double[][] w() {
      return w;
    }

    double[] bias() {
      return bias;
    }

    double contribution(int j, int i, double x) {
      return w[j][i] * x;
    }

    /** The layer and the normalisation behind it, for outputs of some places a channel. */
    Matrix normalised(
        float[] scale, float[] shift, float[] mean, float[] var, double eps, int places) {
      double[][] merged = new double[w.length][];
      double[] moved = new double[w.length];
      for (int j = 0; j < w.length; j++) {
        int c = j / places;
        double a = scale[c] / Math.sqrt(var[c] + eps);
        merged[j] = java.util.Arrays.stream(w[j]).map(v -> a * v).toArray();
        moved[j] = a * (bias[j] - mean[c]) + shift[c];
      }
      return new Matrix(merged, moved);
    }
  }

  /** A dense layer. */
  static Matrix dense(float[] weight, float[] bias) {
    int inputs = weight.length / bias.length;
    double[][] w = new double[bias.length][inputs];
    double[] b = new double[bias.length];
    for (int j = 0; j < bias.length; j++) {
      b[j] = bias[j];
      for (int i = 0; i < inputs; i++) {
        w[j][i] = weight[j * inputs + i];
      }
    }
    return new Matrix(w, b);
  }

  /** A convolution of stride 1 that keeps the side. */
  static Matrix convolution(float[] weight, float[] bias, int in, int kernel, int side) {
    int places = side * side;
    double[][] w = new double[bias.length * places][in * places];
    double[] b = new double[bias.length * places];
    for (int o = 0; o < bias.length; o++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int j = o * places + y * side + x;
          b[j] = bias[o];
          row(w[j], weight, o, in, kernel, side, y, x);
        }
      }
    }
    return new Matrix(w, b);
  }

  private static void row(
      double[] row, float[] weight, int o, int in, int kernel, int side, int y, int x) {
    for (int c = 0; c < in; c++) {
      for (int dy = 0; dy < kernel; dy++) {
        for (int dx = 0; dx < kernel; dx++) {
          int fromY = y + dy - kernel / 2;
          int fromX = x + dx - kernel / 2;
          if (fromY >= 0 && fromY < side && fromX >= 0 && fromX < side) {
            row[(c * side + fromY) * side + fromX] +=
                weight[((o * in + c) * kernel + dy) * kernel + dx];
          }
        }
      }
    }
  }

  static double[] epsilon(Matrix layer, float[] x, float[] relevance) {
    double[] out = new double[x.length];
    for (int j = 0; j < relevance.length; j++) {
      double z = layer.bias()[j];
      for (int i = 0; i < x.length; i++) {
        z += layer.contribution(j, i, x[i]);
      }
      for (int i = 0; i < x.length; i++) {
        out[i] += layer.contribution(j, i, x[i]) * relevance[j] / stabilised(z);
      }
    }
    return out;
  }

  static double[] gamma(Matrix layer, float[] x, float[] relevance, double gamma) {
    double[] out = new double[x.length];
    for (int j = 0; j < relevance.length; j++) {
      double z = layer.bias()[j];
      for (int i = 0; i < x.length; i++) {
        z += layer.contribution(j, i, x[i]);
      }
      double whole = favoured(layer.bias()[j], z, gamma);
      for (int i = 0; i < x.length; i++) {
        whole += favoured(layer.contribution(j, i, x[i]), z, gamma);
      }
      for (int i = 0; i < x.length && z != 0; i++) {
        double part = favoured(layer.contribution(j, i, x[i]), z, gamma);
        out[i] += part * relevance[j] / stabilised(whole);
      }
    }
    return out;
  }

  private static double favoured(double part, double z, double gamma) {
    return part * z > 0 ? part * (1 + gamma) : part;
  }

  static double[] box(Matrix layer, float[] x, float[] low, float[] high, float[] relevance) {
    double[] out = new double[x.length];
    for (int j = 0; j < relevance.length; j++) {
      double[] parts = new double[x.length];
      double whole = 0;
      for (int i = 0; i < x.length; i++) {
        double w = layer.w()[j][i];
        parts[i] = x[i] * w - low[i] * Math.max(w, 0) - high[i] * Math.min(w, 0);
        whole += parts[i];
      }
      for (int i = 0; i < x.length; i++) {
        out[i] += parts[i] * relevance[j] / stabilised(whole);
      }
    }
    return out;
  }

  /** Windows of 2 x 2: all to the first of the largest. */
  static double[] winner(float[] x, int side, float[] relevance) {
    double[] out = new double[x.length];
    for (int j = 0; j < relevance.length; j++) {
      int best = -1;
      for (int i : window(j, side)) {
        best = best < 0 || x[i] > x[best] ? i : best;
      }
      out[best] += relevance[j];
    }
    return out;
  }

  /** Windows of 2 x 2: each value takes its part of the sum. */
  static double[] average(float[] x, int side, float[] relevance) {
    double[] out = new double[x.length];
    for (int j = 0; j < relevance.length; j++) {
      double mean = 0;
      for (int i : window(j, side)) {
        mean += x[i] / 4.0;
      }
      for (int i : window(j, side)) {
        out[i] += x[i] / 4.0 * relevance[j] / stabilised(mean);
      }
    }
    return out;
  }

  private static int[] window(int j, int side) {
    int half = side / 2;
    int corner = (j / (half * half) * side + j / half % half * 2) * side + j % half * 2;
    return new int[] {corner, corner + 1, corner + side, corner + side + 1};
  }

  static double stabilised(double z) {
    return z >= 0 ? z + EPSILON : z - EPSILON;
  }
}
