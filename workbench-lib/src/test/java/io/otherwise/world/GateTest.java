package io.otherwise.world;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The gate before training, at a tenth of its size (the data card has the full figures): whoever
 * knows where to look beats the nearest picture by 15 points.
 */
class GateTest {
  private static final int SIDE = 32;
  private static final int TRAIN = 700;
  private static final int TEST = 150;

  @Test
  void a_linear_readout_beats_the_nearest_picture_by_15_points() {
    Scene[] scenes = new Scene[TRAIN + TEST];
    float[][] pixels = new float[TRAIN + TEST][];
    for (int i = 0; i < scenes.length; i++) {
      boolean train = i < TRAIN;
      scenes[i] = FaceWorld.v1().scene(train ? Split.TRAIN : Split.TEST, train ? i : i - TRAIN);
      pixels[i] = scenes[i].render(SIDE).values();
    }
    double nearest = 0;
    double linear = 0;
    for (Attribute attribute : Attribute.values()) {
      nearest += nearest(scenes, pixels, attribute) / Attribute.values().length;
      linear += linear(scenes, pixels, attribute) / Attribute.values().length;
    }
    assertTrue(linear > nearest + 0.15, "nearest " + nearest + ", linear " + linear);
    assertTrue(linear > 0.92, "linear " + linear);
  }

  private static double nearest(Scene[] scenes, float[][] pixels, Attribute attribute) {
    int right = 0;
    for (int i = TRAIN; i < pixels.length; i++) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int j = 0; j < TRAIN; j++) {
        double distance = distance(pixels[i], pixels[j], least);
        if (distance < least) {
          least = distance;
          best = j;
        }
      }
      right += scenes[best].label(attribute) == scenes[i].label(attribute) ? 1 : 0;
    }
    return right / (double) TEST;
  }

  private static double distance(float[] a, float[] b, double enough) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      double step = a[k] - b[k];
      sum += step * step;
      if (sum > enough) {
        return sum;
      }
    }
    return sum;
  }

  /** Logistic regression on centred pixels by plain stochastic gradient steps. */
  private static double linear(Scene[] scenes, float[][] pixels, Attribute attribute) {
    int size = pixels[0].length;
    double[] weights = new double[size + 1];
    for (int step = 0; step < 20 * TRAIN; step++) {
      int i = step * 31 % TRAIN;
      double error = 1 / (1 + Math.exp(-logit(weights, pixels[i])));
      error -= scenes[i].label(attribute) ? 1 : 0;
      double rate = 0.02 / (1 + step / (4.0 * TRAIN));
      for (int k = 0; k < size; k++) {
        weights[k] -= rate * error * (pixels[i][k] - 0.5);
      }
      weights[size] -= rate * error;
    }
    int right = 0;
    for (int i = TRAIN; i < pixels.length; i++) {
      right += logit(weights, pixels[i]) > 0 == scenes[i].label(attribute) ? 1 : 0;
    }
    return right / (double) TEST;
  }

  private static double logit(double[] weights, float[] pixels) {
    double sum = weights[pixels.length];
    for (int k = 0; k < pixels.length; k++) {
      sum += weights[k] * (pixels[k] - 0.5);
    }
    return sum;
  }
}
