package io.otherwise.method;

import io.otherwise.explain.Image;
import io.otherwise.explain.Query;

/**
 * Hyperparameters that mean something for one image size alone, and how they follow another: a
 * neighbourhood with the side, an l_p radius with the p-th root of the number of values. The side
 * of an image that is no square is the root of its area.
 */
final class Scaled {
  private Scaled() {}

  /** The side of the square with the area of an image. */
  static int side(Image image) {
    return (int) Math.round(Math.sqrt((double) image.height() * image.width()));
  }

  /** An odd neighbourhood that is the same part of another side. */
  static int neighbourhood(int size, int fromSide, int toSide) {
    return 2 * (int) Math.round((size * (double) toSide / fromSide - 1) / 2) + 1;
  }

  /** The radius of an l_p ball in which each value may change as much as before. */
  static double radius(double radius, double p, int fromSide, int toSide) {
    return radius * Math.pow((double) toSide / fromSide, 2 / p);
  }

  /** Refuses an image of another size than the hyperparameters are stated for. */
  static void check(Query query, int side, String what) {
    int found = side(query.factual());
    if (found != side) {
      throw new IllegalArgumentException(
          what
              + " is stated for images of side "
              + side
              + ", but "
              + query.factual().id()
              + " has "
              + found
              + "; use scaledTo(image)");
    }
  }
}
