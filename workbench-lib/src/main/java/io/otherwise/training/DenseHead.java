package io.otherwise.training;

/**
 * A dense layer with its softmax, or sigmoid for a single output, on the heap: scores W x + b,
 * cross-entropy, and a step of gradient descent with momentum as PyTorch's {@code SGD} makes it.
 */
final class DenseHead {
  private final int outputs;
  private final int inputs;

  /** W row by row, then b. */
  private final double[] values;

  private final double[] velocity;

  DenseHead(float[] weight, float[] bias) {
    outputs = bias.length;
    inputs = weight.length / bias.length;
    values = new double[weight.length + bias.length];
    for (int i = 0; i < weight.length; i++) {
      values[i] = weight[i];
    }
    for (int k = 0; k < outputs; k++) {
      values[weight.length + k] = bias[k];
    }
    velocity = new double[values.length];
  }

  /** W x + b. */
  double[] scores(float[] x) {
    double[] scores = new double[outputs];
    for (int k = 0; k < outputs; k++) {
      double sum = values[outputs * inputs + k];
      for (int i = 0; i < inputs; i++) {
        sum += values[k * inputs + i] * x[i];
      }
      scores[k] = sum;
    }
    return scores;
  }

  /** Of the classes, or of the positive one alone for a single output. */
  double[] probabilities(float[] x) {
    double[] p = scores(x);
    if (outputs == 1) {
      p[0] = 1 / (1 + Math.exp(-p[0]));
      return p;
    }
    double most = Double.NEGATIVE_INFINITY;
    for (double score : p) {
      most = Math.max(most, score);
    }
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      p[k] = Math.exp(p[k] - most);
      sum += p[k];
    }
    for (int k = 0; k < outputs; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** Adds the gradient of one example's cross-entropy, times a factor: (p - y) x'. */
  void addGradient(float[] x, int label, double factor, double[] gradient) {
    double[] p = probabilities(x);
    p[outputs == 1 ? 0 : label] -= outputs == 1 ? label : 1;
    for (int k = 0; k < outputs; k++) {
      double slope = factor * p[k];
      for (int i = 0; i < inputs; i++) {
        gradient[k * inputs + i] += slope * x[i];
      }
      gradient[outputs * inputs + k] += slope;
    }
  }

  /** An empty gradient. */
  double[] gradient() {
    return new double[values.length];
  }

  /** v = momentum v + g + decay w, w = w - rate v. */
  void step(double[] gradient, double rate, double momentum, double decay) {
    for (int i = 0; i < values.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[i] + decay * values[i];
      values[i] -= rate * velocity[i];
    }
  }

  float[] weight() {
    return floats(0, outputs * inputs);
  }

  float[] bias() {
    return floats(outputs * inputs, outputs);
  }

  private float[] floats(int from, int count) {
    float[] copy = new float[count];
    for (int i = 0; i < count; i++) {
      copy[i] = (float) values[from + i];
    }
    return copy;
  }
}
