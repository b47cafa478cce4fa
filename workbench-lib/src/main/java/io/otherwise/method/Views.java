package io.otherwise.method;

import io.otherwise.guidance.Homography;
import io.otherwise.tensor.Noise;
import io.otherwise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The random views over which DVCE averages the gradients of a classifier that is not robust: with
 * probability 0.7 each, an image is turned by up to 15 degrees and moved, then seen in perspective.
 *
 * <p>Reference: valentyn1boreiko/DVCEs at 2de4669, {@code ImageAugmentations}, with kornia 0.6.4.
 * Its {@code translate=0.1} is one number where kornia takes two, so it moves images up and down
 * and never sideways; ours does the same. kornia samples half a pixel beside the places it means,
 * ours does not.
 */
final class Views {
  private static final double APPLIED = 0.7;
  private static final double DEGREES = 15;
  private static final double SHIFT = 0.1;

  /** How far a corner moves inwards, in parts of half a side. */
  private static final double DISTORTION = 0.7;

  private static final int CORNERS = 4;

  /** Whether and how to turn and to move, whether to tilt, and two numbers a corner. */
  private static final int DRAWS = 4 + 2 * CORNERS;

  /** A corner's side of the image, from the top left one clockwise. */
  private static final double[] SIDE_X = {-1, 1, 1, -1};

  private static final double[] SIDE_Y = {-1, -1, 1, 1};

  private Views() {}

  /**
   * The images, and after them as often as it takes a random view of each.
   *
   * @param images N x C x H x W in [-1, 1]; what a tilted one leaves bare is 0, which is grey
   * @param count of views of an image, itself the first; more keep those that fewer have
   * @return count N x C x H x W, the first views of all images first
   */
  static Tensor of(Tensor images, int count, Noise noise, String stream, int step) {
    if (count == 1) {
      return images;
    }
    int n = (int) images.size(0);
    int height = (int) images.size(2);
    int width = (int) images.size(3);
    float[] normal = noise.draw(stream, step, n, count - 1, DRAWS, 2).floats();
    List<Homography> turns = new ArrayList<>();
    List<Homography> tilts = new ArrayList<>();
    for (int view = 0; view < count - 1; view++) {
      for (int image = 0; image < n; image++) {
        double[] u = uniform(normal, (image * (count - 1) + view) * DRAWS);
        turns.add(turn(u, (double) width / height));
        tilts.add(tilt(u));
      }
    }
    Tensor copies = Tensor.cat(Collections.nCopies(count - 1, images), 0);
    Tensor turned = copies.sampled(Homography.positions(turns, height, width), true);
    Tensor tilted = turned.sampled(Homography.positions(tilts, height, width), false);
    return Tensor.cat(List.of(images, tilted), 0);
  }

  /** Two independent normal values point in a direction whose angle is uniform: in [0, 1). */
  private static double[] uniform(float[] normal, int from) {
    double[] u = new double[DRAWS];
    for (int k = 0; k < DRAWS; k++) {
      int pair = 2 * (from + k);
      double turns = StrictMath.atan2(normal[pair + 1], normal[pair]) / (2 * Math.PI);
      u[k] = turns < 0 ? turns + 1 : turns;
    }
    return u;
  }

  static Homography turn(double[] u, double aspect) {
    return u[0] < APPLIED
        ? Homography.turned(DEGREES * (2 * u[1] - 1), 0, SHIFT * (2 * u[2] - 1), aspect)
        : Homography.IDENTITY;
  }

  static Homography tilt(double[] u) {
    if (u[3] >= APPLIED) {
      return Homography.IDENTITY;
    }
    double[] x = new double[CORNERS];
    double[] y = new double[CORNERS];
    for (int k = 0; k < CORNERS; k++) {
      x[k] = SIDE_X[k] * (1 - DISTORTION * u[4 + 2 * k]);
      y[k] = SIDE_Y[k] * (1 - DISTORTION * u[5 + 2 * k]);
    }
    return Homography.toCorners(x, y);
  }
}
